import { InvalidRequestError } from '../errors/invalid-request-error.ts'
import { abortError, type Clock, longestTimerMs } from '../time/clock.ts'
import { turnOfTheLoop } from './turn-of-the-loop.ts'

/** Options of a {@link ManualClock}. */
export interface ManualClockOptions {
  /**
   * The time it begins with: a date, or milliseconds since the Unix epoch.
   *
   * @defaultValue the start of July 2026, UTC
   */
  readonly now?: Date | number
  /** Whether it moves to the end of each sleep by itself, without any real time passing. @defaultValue false */
  readonly autoAdvance?: boolean
}

interface Sleeper {
  readonly wakesAt: number
  readonly wake: () => void
}

/**
 * A clock for tests: its time stands still until it is told to move, and it shows who sleeps on it. A client with this
 * clock waits between its attempts without any real time passing. `timeoutMs` and `totalTimeoutMs` still end an attempt
 * that is under way by the machine's timers.
 *
 * @example
 * ```ts
 * import { retry } from '@veza/resilience'
 * import { ManualClock } from '@veza/resilience/testing'
 *
 * const clock = new ManualClock()
 * const flaky = (attempt: number) => (attempt < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve('done'))
 * const judge = () => ({ retry: true, ambiguous: false, minDelayMs: 60_000 })
 * console.log(await clock.run(retry(flaky, { judge, clock, random: () => 0 }))) // done
 * console.log(clock.slept) // [ 60000, 60000 ]
 * ```
 */
export class ManualClock implements Clock {
  readonly #autoAdvance: boolean
  readonly #slept: number[] = []
  readonly #sleepers = new Set<Sleeper>()
  readonly #waiting = new Set<() => void>()
  #now: number
  #runs = 0
  #moving = false

  /**
   * @param options - see {@link ManualClockOptions}.
   * @throws {@link InvalidRequestError} `INVALID_OPTION` when `now` is no time.
   */
  constructor({ now = Date.UTC(2026, 6, 1), autoAdvance = false }: ManualClockOptions = {}) {
    this.#now = Number(now)
    this.#autoAdvance = autoAdvance
    if (!Number.isFinite(this.#now)) {
      throw invalid('INVALID_OPTION', 'now', 'Pass a valid date, or milliseconds since the Unix epoch.')
    }
  }

  /** How long each sleep so far was to last, in milliseconds, in the order they were begun. */
  get slept(): readonly number[] {
    return [...this.#slept]
  }

  /** How many sleeps are under way: on the machine's clock, how many timers are left. */
  get pending(): number {
    return this.#sleepers.size
  }

  /** The time, in milliseconds since the Unix epoch. */
  now(): number {
    return this.#now
  }

  /**
   * Sleeps until the clock has been moved that far. A sleep of 0 ms, for which no time need pass, is over at once.
   *
   * @param ms - how long, in milliseconds.
   * @param signal - ends the sleep; its listener is removed whichever way the sleep ends.
   * @throws {@link AbortError} when `signal` is aborted.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError(signal))
      this.#slept.push(ms)
      if (!(ms > 0)) return resolve()
      const stop = () => {
        this.#sleepers.delete(sleeper)
        reject(abortError(signal))
      }
      const sleeper: Sleeper = {
        wakesAt: this.#now + Math.min(ms, longestTimerMs),
        wake: () => {
          this.#sleepers.delete(sleeper)
          signal?.removeEventListener('abort', stop)
          resolve()
        },
      }
      signal?.addEventListener('abort', stop, { once: true })
      this.#sleepers.add(sleeper)
      for (const tell of this.#waiting) tell()
      if (this.#movesItself()) void this.#moveOn()
    })
  }

  /**
   * Resolves as soon as somebody sleeps: the moment to move the clock.
   *
   * @param signal - ends the wait.
   * @throws {@link AbortError} when `signal` is aborted.
   */
  sleeping(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError(signal))
      if (this.pending > 0) return resolve()
      const end = () => {
        this.#waiting.delete(end)
        signal?.removeEventListener('abort', end)
        if (signal?.aborted) reject(abortError(signal))
        else resolve()
      }
      this.#waiting.add(end)
      signal?.addEventListener('abort', end)
    })
  }

  /**
   * Moves time forward, and wakes whoever is due in the order of their times. Who sleeps again within that time is woken
   * again.
   *
   * @param ms - how far, in milliseconds.
   * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` when `ms` is no number from 0 up.
   */
  async advance(ms: number): Promise<void> {
    if (!(Number.isFinite(ms) && ms >= 0)) {
      throw invalid('INVALID_ARGUMENT', 'ms', 'Pass a number of milliseconds, 0 or more.')
    }
    const until = this.#now + ms
    await turnOfTheLoop()
    while (this.#wakeNext(until)) await turnOfTheLoop()
    this.#now = Math.max(this.#now, until)
  }

  /** Moves time forward until nobody sleeps any more. */
  async runOut(): Promise<void> {
    await turnOfTheLoop()
    while (this.#wakeNext()) await turnOfTheLoop()
  }

  /**
   * Waits for work that sleeps on this clock, and moves time forward to the end of each sleep until the work is over.
   *
   * @param work - the promise of a call, say, or a function that gives one.
   * @returns what the work comes to.
   * @throws whatever the work throws.
   */
  async run<T>(work: PromiseLike<T> | (() => T | PromiseLike<T>)): Promise<T> {
    this.#runs++
    void this.#moveOn()
    try {
      return await (typeof work === 'function' ? work() : work)
    } finally {
      this.#runs--
    }
  }

  /** Ends each sleep, the shortest first, for as long as the clock moves by itself. */
  async #moveOn(): Promise<void> {
    if (this.#moving) return
    this.#moving = true
    // The turn comes first: whoever else is about to sleep may have to wake before.
    do await turnOfTheLoop()
    while (this.#movesItself() && this.#wakeNext())
    this.#moving = false
  }

  #movesItself(): boolean {
    return this.#autoAdvance || this.#runs > 0
  }

  #wakeNext(until = Number.POSITIVE_INFINITY): boolean {
    const due = [...this.#sleepers].filter(({ wakesAt }) => wakesAt <= until)
    const [next] = due.sort((a, b) => a.wakesAt - b.wakesAt)
    if (next === undefined) return false
    this.#now = Math.max(this.#now, next.wakesAt)
    next.wake()
    return true
  }
}

function invalid(code: string, name: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`ManualClock: "${name}" is invalid. ${remedy}`, { code, remedy })
}
