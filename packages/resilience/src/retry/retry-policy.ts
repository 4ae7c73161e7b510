/** How often and how slowly to try again (guide: "Retry Logic"). */
export interface RetryPolicy {
  /** How many times a request is sent at most, the first time included. @defaultValue 3 */
  readonly maxAttempts: number
  /** Ceiling of the first delay, in milliseconds. @defaultValue 1000 */
  readonly baseDelayMs: number
  /** How much the ceiling grows from one delay to the next. @defaultValue 2 */
  readonly factor: number
  /** Ceiling of every delay, in milliseconds; a server's Retry-After may be longer. @defaultValue 30000 */
  readonly maxDelayMs: number
}

/**
 * The guide's defaults: 3 attempts, 1 s, doubling, at most 30 s.
 *
 * @example
 * ```ts
 * import { defaultRetryPolicy } from '@veza/resilience'
 *
 * console.log({ ...defaultRetryPolicy, maxAttempts: 5 })
 * ```
 */
export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 3,
  baseDelayMs: 1000,
  factor: 2,
  maxDelayMs: 30_000,
}
