import type { Clock, VezaError } from '@veza/resilience'
import { endError } from '../errors/end-error.ts'
import { realtimeError } from '../errors/realtime-error.ts'
import type { ReconnectOptions } from '../options/realtime-options.ts'
import { closeVerdict } from './close-verdict.ts'
import { type LinkEnd, settleMs } from './link.ts'
import { reconnectDelay } from './reconnect-delay.ts'

/** What follows the end of a connection. */
export type Plan = Later | { readonly action: 'refresh' }

/** What follows, but for another token. */
export type Later =
  | {
      readonly action: 'wait'
      readonly delayMs: number
      /** The server asks for it: it is not cut short when the network is back. */
      readonly asked?: boolean
    }
  | { readonly action: 'fail'; readonly error: VezaError }

/** What a {@link Comeback} needs to know. */
export interface ComebackSettings {
  readonly clock: Clock
  readonly random: () => number
  readonly reconnect: Required<ReconnectOptions> | false
}

/** Decides whether, and when, a connection follows the one that has ended. */
export class Comeback {
  readonly #settings: ComebackSettings
  #attempts = 0
  #failingSince: number | undefined
  #refreshed = false
  #everReady = false
  #tooLarge = false

  constructor(settings: ComebackSettings) {
    this.#settings = settings
  }

  /** All is well: counting begins anew. */
  ready(): void {
    this.#attempts = 0
    this.#failingSince = undefined
    this.#everReady = true
  }

  /** An event came: a frame that is too large is not the only thing that comes, and the token is good. */
  progressed(): void {
    this.#tooLarge = false
    this.#refreshed = false
  }

  /** The plan after a connection has ended. */
  after(end: LinkEnd): Plan {
    const { clock, reconnect } = this.#settings
    const { action, minDelayMs } = closeVerdict(end, clock.now())
    const refused = action === 'refresh'
    // In the guide's protocol, a pong may come from a server that has not looked at the token yet.
    if (end.accepted && (end.exact || end.stoodMs >= settleMs)) this.#refreshed = false
    const isOnly = reconnect === false && end.accepted
    if (refused && !this.#refreshed && !isOnly) {
      this.#refreshed = true
      return { action: 'refresh' }
    }
    const hopeless = refused || (action === 'fail' && !this.#mayPass(end)) || this.#tooLargeAgain(end)
    if (hopeless || reconnect === false) return { action: 'fail', error: endError(end, refused) }
    return this.#wait(end, reconnect, minDelayMs)
  }

  /** The plan where the server asked to come back at once, or another token is there. */
  again(end: LinkEnd): Later {
    const { reconnect } = this.#settings
    if (reconnect === false)
      return end.accepted ? { action: 'fail', error: endError(end, false) } : { action: 'wait', delayMs: 0 }
    // A server that accepts, and asks again at once, would see a storm.
    const isSettled = !end.accepted || end.stoodMs >= reconnect.firstDelayMs
    return isSettled ? { action: 'wait', delayMs: 0 } : this.#wait(end, reconnect, undefined)
  }

  /** The plan where the token could not be refreshed now: the next connection tries again. */
  later(end: LinkEnd): Later {
    this.#refreshed = false
    const { reconnect } = this.#settings
    return reconnect === false
      ? { action: 'fail', error: endError(end, false) }
      : this.#wait(end, reconnect, undefined)
  }

  /** A server that is being replaced may be gone for a while. */
  #mayPass({ status }: LinkEnd): boolean {
    return this.#everReady && (status === 404 || status === 410)
  }

  #wait(end: LinkEnd, reconnect: Required<ReconnectOptions>, minDelayMs: number | undefined): Later {
    const { clock, random } = this.#settings
    this.#failingSince ??= clock.now()
    this.#attempts++
    // Who never was ready is not one of many that a server lost: it need not keep out of their way.
    const attempt = this.#everReady ? this.#attempts : this.#attempts + 1
    const delayMs = reconnectDelay(attempt, minDelayMs, reconnect, random)
    const leftMs = reconnect.giveUpAfterMs - (clock.now() - this.#failingSince)
    if (delayMs === undefined || this.#attempts > reconnect.maxAttempts || delayMs > leftMs) {
      const cause = endError(end, false)
      // The connection that was ready is none of them.
      const made = this.#everReady ? this.#attempts - 1 : this.#attempts
      const error = realtimeError('REALTIME_GAVE_UP', `No connection after ${made} attempts`, {
        cause,
      })
      return { action: 'fail', error }
    }
    return { action: 'wait', delayMs, ...(minDelayMs !== undefined && { asked: true }) }
  }

  /** The same frame would come again and again. */
  #tooLargeAgain({ frameTooLarge, accepted }: LinkEnd): boolean {
    if (!frameTooLarge || !accepted) return false
    const again = this.#tooLarge
    this.#tooLarge = true
    return again
  }
}
