import { isVezaError } from '../errors/veza-error.ts'
import { type Clock, systemClock } from '../time/clock.ts'
import { delay } from './delay.ts'
import type { RetryBucket } from './retry-bucket.ts'
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.ts'
import type { Verdict } from './verdict.ts'

/** One retry, told before its delay begins. */
export interface RetryEvent {
  /** The number of the attempt that failed, from 1. */
  readonly attempt: number
  /** How long the loop waits now, in milliseconds. */
  readonly delayMs: number
  /** Why the attempt failed. */
  readonly error: unknown
}

/** How {@link retry} goes about it. */
export interface RetryOptions {
  /** Whether a failure is worth another attempt. */
  readonly judge: (error: unknown) => Verdict
  /** @defaultValue {@link defaultRetryPolicy} */
  readonly policy?: RetryPolicy
  /** Caps retries over many calls. @defaultValue none */
  readonly bucket?: RetryBucket
  /** When the call as a whole must be over, in milliseconds since the Unix epoch. @defaultValue never */
  readonly deadline?: number
  /** @defaultValue {@link systemClock} */
  readonly clock?: Clock
  /** @defaultValue Math.random */
  readonly random?: () => number
  /** Ends the waiting between attempts. */
  readonly signal?: AbortSignal | undefined
  /** Is told of each retry, before its delay. */
  readonly onRetry?: (event: RetryEvent) => void
}

/**
 * Runs `attempt` until it succeeds or trying again is pointless. The loop is p-retry's, and is entered only after a
 * first failure; when and whether to go on is decided here.
 *
 * @param attempt - does the work; gets the attempt's number, from 1.
 * @param options - the judge, and limits.
 * @returns what the first successful attempt returned.
 * @throws the last attempt's error, its `attempts` counted; or {@link AbortError} when aborted between attempts.
 * @example
 * ```ts
 * import { ConnectionError, retry, verdict } from '@veza/resilience'
 *
 * const answer = await retry(
 *   async (attempt) => {
 *     if (attempt === 1) throw new ConnectionError('Reset', { code: 'CONNECTION_RESET', remedy: 'Try again.' })
 *     return 42
 *   },
 *   { judge: () => verdict({ type: 'network', sent: true }, true), random: () => 0 },
 * )
 * console.log(answer)
 * ```
 */
export async function retry<T>(attempt: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  let attempts = 1
  try {
    const value = await attempt(1)
    options.bucket?.refill(false)
    return value
  } catch (first) {
    const policy = options.policy ?? defaultRetryPolicy
    if (policy.maxAttempts <= 1 || !options.judge(first).retry) throw first
    // Loaded with the first failure that is worth another attempt: most calls succeed.
    const loop = await import('p-retry').catch(() => undefined)
    // A page that lost its network cannot load it either: then the failure stands.
    if (loop === undefined) throw first
    const repeat = async (number: number): Promise<T> => {
      attempts = number
      try {
        if (number === 1) throw first
        return await attempt(number)
      } catch (error) {
        throw new Failure(error)
      }
    }
    try {
      const value = await loop.default(repeat, {
        retries: policy.maxAttempts - 1,
        minTimeout: 0,
        shouldRetry: ({ error, attemptNumber }) => waitForNext(thrown(error), attemptNumber, options),
      })
      options.bucket?.refill(true)
      return value
    } catch (error) {
      const last = thrown(error)
      // A frozen error is somebody else's: it stays as it is.
      if (isVezaError(last) && !Object.isFrozen(last)) last.attempts = attempts
      throw last
    }
  }
}

/** Carries what an attempt threw through p-retry, which gives up on a TypeError and replaces what is no Error. */
class Failure extends Error {
  readonly thrown: unknown

  constructor(thrown: unknown) {
    super()
    this.thrown = thrown
  }
}

function thrown(error: unknown): unknown {
  return error instanceof Failure ? error.thrown : error
}

async function waitForNext(error: unknown, attempt: number, options: RetryOptions): Promise<boolean> {
  const { policy = defaultRetryPolicy, clock = systemClock, random = Math.random, deadline } = options
  const budgetMs = deadline === undefined ? Number.POSITIVE_INFINITY : deadline - clock.now()
  const delayMs = delay(options.judge(error), attempt, { policy, random, budgetMs })
  if (delayMs === undefined || options.bucket?.take() === false) return false
  options.onRetry?.({ attempt, delayMs, error })
  try {
    await clock.sleep(delayMs, options.signal)
  } catch (aborted) {
    // No retry was sent after all: its tokens go back.
    options.bucket?.refill(true)
    throw aborted
  }
  return true
}
