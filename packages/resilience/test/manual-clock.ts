import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { abortError, type Clock } from '../src/time/clock.ts'

interface Sleeper {
  readonly wakesAt: number
  readonly wake: () => void
}

/** A clock that moves only when it is told to, and shows who sleeps on it. */
export class ManualClock implements Clock {
  /** How long each sleep was to last, in milliseconds, in the order they were begun. */
  readonly asked: number[] = []
  readonly #sleepers = new Set<Sleeper>()
  #now: number
  #waitingForSleep: (() => void)[] = []

  constructor(now = 1_700_000_000_000) {
    this.#now = now
  }

  /** How many sleeps are under way: on a real clock, how many timers are left. */
  get pending(): number {
    return this.#sleepers.size
  }

  now(): number {
    return this.#now
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError(signal))
      const stop = () => {
        this.#sleepers.delete(sleeper)
        reject(abortError(signal))
      }
      const sleeper: Sleeper = {
        wakesAt: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper)
          signal?.removeEventListener('abort', stop)
          resolve()
        },
      }
      signal?.addEventListener('abort', stop, { once: true })
      this.#sleepers.add(sleeper)
      this.asked.push(ms)
      for (const tell of this.#waitingForSleep.splice(0)) tell()
    })
  }

  /** Resolves as soon as somebody sleeps. */
  async sleeping(): Promise<void> {
    if (this.pending === 0) await new Promise<void>((resolve) => this.#waitingForSleep.push(resolve))
  }

  /** Moves time forward, and wakes whoever is due in the order of their times. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms
    await turnOfTheLoop()
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#now = Math.max(this.#now, next.wakesAt)
      next.wake()
      await turnOfTheLoop()
    }
    this.#now = until
  }

  /** Moves time forward until nobody sleeps any more. */
  async runOut(): Promise<void> {
    await turnOfTheLoop()
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      await this.advance(Math.max(0, next.wakesAt - this.#now))
    }
  }

  #next(until = Number.POSITIVE_INFINITY): Sleeper | undefined {
    const due = [...this.#sleepers].filter(({ wakesAt }) => wakesAt <= until)
    return due.sort((a, b) => a.wakesAt - b.wakesAt)[0]
  }
}

/** A clock on which every sleep is over at once, its time passed. */
export class HastyClock implements Clock {
  readonly asked: number[] = []
  #now = 1_700_000_000_000

  now(): number {
    return this.#now
  }

  async sleep(ms: number): Promise<void> {
    this.asked.push(ms)
    this.#now += ms
  }
}
