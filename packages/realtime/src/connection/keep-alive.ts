import type { Clock } from '@veza/resilience'
import { slept } from '../time/slept.ts'

/** However nonsensical the time that a server gives. */
const shortestMs = 100

/**
 * Lets the server hear something: it closes connections from which nothing came for `heartbeatMs`, also those that only
 * listen, and those that are read no further.
 */
export class KeepAlive {
  readonly #stopped = new AbortController()
  #sent = false

  /** @param ping - sends something. */
  constructor(clock: Clock, heartbeatMs: number, ping: () => void) {
    void this.#run(clock, Math.max(heartbeatMs / 3, shortestMs), ping)
  }

  /** Something was sent: that will do for a while. */
  sent(): void {
    this.#sent = true
  }

  stop(): void {
    this.#stopped.abort()
  }

  async #run(clock: Clock, ms: number, ping: () => void): Promise<void> {
    while (await slept(clock, ms, this.#stopped.signal)) {
      if (!this.#sent) ping()
      this.#sent = false
    }
  }
}
