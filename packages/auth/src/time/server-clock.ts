import type { Clock } from '@veza/resilience'

/** A server whose clock is further off than a day is not to be followed: its certificate check would mean nothing. */
const farthestMs = 25 * 3_600_000
/** A `Date` header counts whole seconds, and an answer takes its time. */
const toleranceMs = 2000

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * The time as a server has it. Assertions and proofs carry times that the server compares with its own clock; when it
 * refuses one, its `Date` header says how far this machine is off.
 *
 * Only for what is sent to that server: certificates are never judged by it.
 */
export class ServerClock {
  readonly #clock: Clock
  #offsetMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Milliseconds since the Unix epoch, as far as the server is concerned. */
  now(): number {
    return this.#clock.now() + this.#offsetMs
  }

  /** Whole seconds, as JWTs have them. */
  seconds(): number {
    return Math.floor(this.now() / 1000)
  }

  /**
   * Follows the server's clock.
   *
   * @param date - the `Date` header of an answer that came over TLS, or from this machine.
   * @returns whether that changed anything: only then is another attempt worth it.
   */
  learn(date: string | null | undefined): boolean {
    if (date == null || !httpDate.test(date)) return false
    // Half a second for what the header cuts off.
    const offsetMs = Date.parse(date) + 500 - this.#clock.now()
    if (Number.isNaN(offsetMs) || Math.abs(offsetMs) > farthestMs) return false
    if (Math.abs(offsetMs - this.#offsetMs) <= toleranceMs) return false
    this.#offsetMs = Math.abs(offsetMs) <= toleranceMs ? 0 : offsetMs
    return true
  }
}
