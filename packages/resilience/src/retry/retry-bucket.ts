/**
 * Caps how much retrying may add to the traffic: a retry takes tokens, a success gives some back. When a server is
 * wholly down the bucket runs dry, and calls fail after their first attempt until successes fill it again.
 *
 * @example
 * ```ts
 * import { RetryBucket } from '@veza/resilience'
 *
 * const bucket = new RetryBucket(10)
 * console.log(bucket.take(), bucket.take(), bucket.take()) // true true false
 * ```
 */
export class RetryBucket {
  readonly #capacity: number
  #tokens: number

  /** @param capacity - tokens when full; a retry takes 5. @defaultValue 500 */
  constructor(capacity = 500) {
    this.#capacity = capacity
    this.#tokens = capacity
  }

  /** Takes the tokens of one retry. @returns `false` where too few are left: do not retry. */
  take(): boolean {
    if (this.#tokens < retryCost) return false
    this.#tokens -= retryCost
    return true
  }

  /** Gives tokens back for a success. @param retried - whether it took a retry to get there. */
  refill(retried: boolean): void {
    this.#tokens = Math.min(this.#capacity, this.#tokens + (retried ? retryCost : 1))
  }
}

const retryCost = 5
