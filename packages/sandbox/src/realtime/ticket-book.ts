import { randomLetters } from '../data/random-letters.ts'

/** How long a ticket is good, in milliseconds. */
const goodForMs = 30_000

/** A ticket, and until when it is good, in milliseconds since the Unix epoch. */
export interface IssuedTicket {
  readonly ticket: string
  readonly expiresAt: number
}

/** Tickets for one connection each: they may stand in a URL, where a token should not. */
export class TicketBook {
  readonly #random: () => number
  readonly #tickets = new Map<string, { readonly token: string; readonly expiresAt: number }>()

  constructor(random: () => number) {
    this.#random = random
  }

  /** @param token - what the ticket stands for. */
  issue(token: string, now: number): IssuedTicket {
    for (const [ticket, { expiresAt }] of this.#tickets) {
      if (expiresAt > now) break
      this.#tickets.delete(ticket)
    }
    const ticket = `ticket_${randomLetters(this.#random, 32)}`
    const expiresAt = now + goodForMs
    this.#tickets.set(ticket, { token, expiresAt })
    return { ticket, expiresAt }
  }

  /** The token that a ticket stands for, this once. */
  redeem(ticket: string, now: number): string | undefined {
    const found = this.#tickets.get(ticket)
    this.#tickets.delete(ticket)
    return found !== undefined && found.expiresAt > now ? found.token : undefined
  }
}
