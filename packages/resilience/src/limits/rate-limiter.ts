import { InvalidRequestError } from '../errors/invalid-request-error.ts'
import { RateLimitError } from '../errors/rate-limit-error.ts'
import { abortError, type Clock, systemClock } from '../time/clock.ts'
import { TokenBucket } from './token-bucket.ts'

/** How fast a client may send, and what happens to calls that come too fast. */
export interface RateLimitOptions {
  /** How many requests may be sent within any `intervalMs`. */
  readonly limit: number
  /** Length of the window, in milliseconds. @defaultValue 1000 */
  readonly intervalMs?: number
  /** What a call does that comes too fast: wait its turn, or throw a {@link RateLimitError}. @defaultValue 'wait' */
  readonly onLimit?: 'wait' | 'throw'
  /** A call that would have to wait longer than this throws at once, in milliseconds. @defaultValue 60000 */
  readonly maxWaitMs?: number
  /** How many calls may wait at a time; further ones throw at once. @defaultValue 10000 */
  readonly maxQueue?: number
}

/** How to wait for a turn. */
export interface AcquireOptions {
  /** Leaves the queue at once when aborted. */
  readonly signal?: AbortSignal | undefined
  /** The longest this call will wait, in milliseconds. @defaultValue `maxWaitMs` of the limiter */
  readonly maxWaitMs?: number
}

interface Waiter {
  /** When its patience ends, in milliseconds since the Unix epoch. */
  readonly giveUpAt: number
  readonly resolve: () => void
  readonly reject: (error: Error) => void
  readonly forget: () => void
}

/** A server that asks for a longer pause is asked again after this one, in milliseconds. */
const longestPauseMs = 3_600_000

interface Lane {
  readonly bucket: TokenBucket
  readonly queue: Waiter[]
  wake?: AbortController | undefined
}

/**
 * Keeps a client under a limit: one token bucket and one first-come-first-served queue for each key. A 429 pauses the
 * whole bucket and halves its rate, which then grows back. State lives in the instance, never in the module.
 *
 * @example
 * ```ts
 * import { RateLimiter } from '@veza/resilience/limits'
 *
 * const limiter = new RateLimiter({ limit: 100, intervalMs: 1000 })
 * await limiter.acquire('tenant-1')
 * ```
 */
export class RateLimiter {
  readonly #options: Required<RateLimitOptions>
  readonly #clock: Clock
  readonly #lanes = new Map<string, Lane>()

  /**
   * @param options - the limit; see {@link RateLimitOptions}.
   * @param clock - @defaultValue {@link systemClock}
   * @throws {@link InvalidRequestError} `INVALID_OPTION` when the limit is no whole number above 0, or the interval is
   * not above 0: such a limiter would let everything through.
   */
  constructor(options: RateLimitOptions, clock: Clock = systemClock) {
    this.#options = { intervalMs: 1000, onLimit: 'wait', maxWaitMs: 60_000, maxQueue: 10_000, ...options }
    this.#clock = clock
    checkLimit(this.#options)
  }

  /**
   * Waits for a turn.
   *
   * @param key - whose limit it is. @defaultValue one for all
   * @param options - signal and patience.
   * @throws {@link RateLimitError} with `retryAfterMs` when the wait is refused or too long, or the queue is full.
   * @throws {@link AbortError} when the signal is aborted.
   */
  async acquire(key = '', options: AcquireOptions = {}): Promise<void> {
    const { signal } = options
    if (signal?.aborted) throw abortError(signal)
    const lane = this.#lane(key)
    const waitMs = lane.bucket.waitMs(this.#clock.now(), lane.queue.length)
    if (lane.queue.length === 0 && waitMs === 0) return lane.bucket.take(this.#clock.now())
    const { onLimit, maxQueue } = this.#options
    const patienceMs = Math.min(this.#options.maxWaitMs, options.maxWaitMs ?? Number.POSITIVE_INFINITY)
    if (onLimit === 'throw' || waitMs > patienceMs || lane.queue.length >= maxQueue)
      throw limitReached(waitMs)
    await this.#turn(lane, signal, this.#clock.now() + patienceMs)
  }

  /**
   * Tells that the server answered 429: the key's bucket pauses, and is slower for a while. Calls that would now have
   * to wait longer than they are willing to are refused at once.
   *
   * @param retryAfterMs - what the server asked to wait, in milliseconds; at most an hour is paused at a time.
   * @defaultValue one interval
   * @param key - @defaultValue one for all
   */
  throttled(retryAfterMs = this.#options.intervalMs, key = ''): void {
    const lane = this.#lane(key)
    const now = this.#clock.now()
    lane.bucket.pause(now, Math.min(retryAfterMs, longestPauseMs))
    for (const [index, waiter] of [...lane.queue].entries()) {
      const waitMs = lane.bucket.waitMs(now, index)
      if (now + waitMs > waiter.giveUpAt) waiter.reject(limitReached(waitMs))
    }
  }

  /** How many calls wait for a turn. @param key - @defaultValue one for all */
  waiting(key = ''): number {
    return this.#lanes.get(key)?.queue.length ?? 0
  }

  #lane(key: string): Lane {
    let lane = this.#lanes.get(key)
    if (lane === undefined) {
      this.#dropIdle()
      lane = { bucket: new TokenBucket(this.#options.limit, this.#options.intervalMs), queue: [] }
      this.#lanes.set(key, lane)
    }
    return lane
  }

  /** Looks, for each new lane, at the two not looked at for longest: the map stays little larger than what is in use. */
  #dropIdle(): void {
    const now = this.#clock.now()
    let looked = 0
    for (const [key, lane] of this.#lanes) {
      if (looked++ === 2) return
      this.#lanes.delete(key)
      if (lane.queue.length > 0 || !lane.bucket.isFull(now)) this.#lanes.set(key, lane)
    }
  }

  #turn(lane: Lane, signal: AbortSignal | undefined, giveUpAt: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (error: Error) => {
        lane.queue.splice(lane.queue.indexOf(waiter), 1)
        waiter.forget()
        if (lane.queue.length === 0) lane.wake?.abort()
        reject(error)
      }
      const onAbort = () => leave(abortError(signal))
      const waiter: Waiter = {
        giveUpAt,
        resolve,
        reject: leave,
        forget: () => signal?.removeEventListener('abort', onAbort),
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      lane.queue.push(waiter)
      if (lane.wake === undefined) void this.#serve(lane)
    })
  }

  async #serve(lane: Lane): Promise<void> {
    lane.wake = new AbortController()
    while (lane.queue.length > 0) {
      const waitMs = lane.bucket.waitMs(this.#clock.now())
      // Nobody left in the queue ends the sleep early: a forgotten timer would keep the process alive.
      if (waitMs > 0) await this.#clock.sleep(waitMs, lane.wake.signal).catch(() => undefined)
      else this.#admit(lane)
      if (lane.wake.signal.aborted) lane.wake = new AbortController()
    }
    lane.wake = undefined
  }

  #admit(lane: Lane): void {
    const waiter = lane.queue.shift()
    if (waiter === undefined) return
    lane.bucket.take(this.#clock.now())
    waiter.forget()
    waiter.resolve()
  }
}

function checkLimit({ limit, intervalMs }: Required<RateLimitOptions>): void {
  if (Number.isSafeInteger(limit) && limit >= 1 && Number.isFinite(intervalMs) && intervalMs > 0) return
  throw new InvalidRequestError('The rate limit is invalid', {
    code: 'INVALID_OPTION',
    remedy: 'Pass a limit that is a whole number above 0, and an intervalMs above 0.',
  })
}

function limitReached(waitMs: number): RateLimitError {
  return new RateLimitError("The client's own rate limit is reached", {
    code: 'CLIENT_RATE_LIMIT',
    retryable: true,
    retryAfterMs: Math.ceil(waitMs),
    remedy: 'Wait for retryAfterMs, or raise rateLimit.limit or rateLimit.maxWaitMs.',
  })
}
