import { exactProtocol, plainProtocol } from '@veza/protocol/realtime'
import type { RealtimeOptions } from '../options/realtime-options.ts'
import type { LinkEnd } from './link.ts'

/**
 * Which subprotocols to offer. A server that knows none chooses none, and then most runtimes refuse the connection
 * (WHATWG WebSockets): the next attempt offers none.
 */
export class Negotiation {
  readonly #mode: NonNullable<RealtimeOptions['protocol']>
  #offers = true
  /** What was offered was right. */
  #agreed = false
  /** The server is known to choose none. */
  #choosesNone = false

  constructor(mode: NonNullable<RealtimeOptions['protocol']>) {
    this.#mode = mode
  }

  /** The subprotocols to offer in the next handshake, the best first. */
  get offer(): readonly string[] {
    if (this.#mode === 'none') return []
    if (this.#mode !== 'auto') return [this.#mode]
    return this.#offers ? [exactProtocol, plainProtocol] : []
  }

  /** A connection was accepted. */
  agreed(): void {
    if (this.#offers) this.#agreed = true
    // The offer may have failed for another reason: the next connection tries it again.
    else if (!this.#choosesNone) this.#offers = true
  }

  /**
   * A connection was not accepted.
   *
   * @returns whether another offer is to be tried at once.
   */
  failed({ noSubprotocol, status, code }: LinkEnd): boolean {
    if (this.#mode !== 'auto') return false
    if (noSubprotocol === true) {
      // Without an offer of ours it is the token's subprotocol that was not chosen: that would go on for ever.
      const offered = this.#offers
      this.#offers = false
      this.#choosesNone = true
      return offered
    }
    // Where the runtime does not tell why, offers take turns until one is accepted.
    const untold = noSubprotocol === undefined && status === undefined && code === 1006
    if (!untold || this.#agreed) return false
    this.#offers = !this.#offers
    return !this.#offers
  }
}
