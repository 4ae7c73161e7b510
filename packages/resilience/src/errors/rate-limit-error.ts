import { VezaError } from './veza-error.ts'

/**
 * Too many requests (429), or the client's own limit is reached.
 *
 * @example
 * ```ts
 * import { RateLimitError } from '@veza/resilience'
 *
 * const error = new RateLimitError('Rate limit exceeded', {
 *   code: 'RATE_LIMIT_EXCEEDED',
 *   remedy: 'Wait for retryAfterMs, then send fewer requests at a time.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class RateLimitError extends VezaError {
  override get name(): string {
    return 'RateLimitError'
  }
}
