import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.ts'
import type { Verdict } from './verdict.ts'

/** What {@link delay} needs besides the verdict. */
export interface DelayOptions {
  /** @defaultValue {@link defaultRetryPolicy} */
  readonly policy?: RetryPolicy
  /** A number from 0 up to 1. @defaultValue Math.random */
  readonly random?: () => number
  /** How much time the call has left, in milliseconds. @defaultValue Infinity */
  readonly budgetMs?: number
}

/**
 * How long to wait before the next attempt: full jitter under an exponential ceiling, and never less than the server
 * asks. (The guide prints a linear formula that starts at 0, and calls it exponential: this one is.)
 *
 * @param verdict - the verdict on the attempt that failed.
 * @param attempt - that attempt's number, from 1.
 * @param options - policy, chance and budget.
 * @returns milliseconds, or `undefined` where no further attempt is due: none is left, the verdict is against it, or the
 * wait does not fit into the budget.
 * @example
 * ```ts
 * import { delay } from '@veza/resilience'
 *
 * const ms = delay({ retry: true, ambiguous: false, minDelayMs: 3_600_000 }, 1, { budgetMs: 60_000 })
 * console.log(ms) // undefined: an hour does not fit into a minute
 * ```
 */
export function delay(verdict: Verdict, attempt: number, options: DelayOptions = {}): number | undefined {
  const { policy = defaultRetryPolicy, random = Math.random, budgetMs = Number.POSITIVE_INFINITY } = options
  if (!verdict.retry || attempt >= policy.maxAttempts) return undefined
  // Without the inner bound a base of 0 would, after a thousand attempts, be multiplied by infinity.
  const growth = Math.min(policy.factor ** (attempt - 1), Number.MAX_SAFE_INTEGER)
  const ceiling = Math.min(policy.maxDelayMs, policy.baseDelayMs * growth)
  const drawn = random()
  const chance = Number.isNaN(drawn) ? 0.5 : Math.min(Math.max(drawn, 0), 1)
  // A tenth on top: the many clients that were told the same second must not all come back in it.
  const asked = (verdict.minDelayMs ?? 0) * (1 + chance / 10)
  const ms = Math.max(ceiling * chance, asked)
  return ms < budgetMs ? ms : undefined
}
