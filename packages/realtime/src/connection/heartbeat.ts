import type { Clock } from '@veza/resilience'
import { ended, slept } from '../time/slept.ts'

/** What a {@link Heartbeat} does. */
export interface HeartbeatActions {
  /** Asks the peer for a sign of life; `undefined` where it cannot be asked. */
  readonly probe: (() => void) | undefined
  /** The peer is gone. */
  readonly dead: () => void
}

const ticks = 5

/** Timers are late, never early: some of the time is left for that. */
const punctuality = 0.96

/**
 * Notices a peer that is gone without a word: after two fifths of the time without any frame it is asked for a sign, at
 * the end it is given up. A machine that slept, or a program that was busy, asks first.
 */
export class Heartbeat {
  readonly #clock: Clock
  readonly #tickMs: number
  readonly #actions: HeartbeatActions
  readonly #stopped = new AbortController()
  #heard = false
  #paused = false
  #silent = 0

  /** @param deadAfterMs - how long a peer may be silent. */
  constructor(clock: Clock, deadAfterMs: number, actions: HeartbeatActions) {
    this.#clock = clock
    this.#tickMs = (deadAfterMs * punctuality) / ticks
    this.#actions = actions
    if (actions.probe !== undefined) void this.#run()
  }

  /** A frame came. */
  heard(): void {
    this.#heard = true
  }

  /** Silence means nothing from now on. */
  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    this.#heard = true
  }

  stop(): void {
    this.#stopped.abort(ended)
  }

  async #run(): Promise<void> {
    for (;;) {
      const due = this.#clock.now() + this.#tickMs
      if (!(await slept(this.#clock, this.#tickMs, this.#stopped.signal))) return
      this.#tick(this.#clock.now() - due > this.#tickMs)
    }
  }

  /** @param late - the tick comes so late that this side was not there: what came meanwhile may still be unread. */
  #tick(late: boolean): void {
    if (this.#paused) return
    this.#silent = this.#heard || late ? 0 : this.#silent + 1
    this.#heard = false
    if (late || this.#silent === 2) this.#actions.probe?.()
    if (late) this.#silent = 2
    if (this.#silent >= ticks - 1) this.#actions.dead()
  }
}
