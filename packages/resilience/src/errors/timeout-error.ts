import { VezaError } from './veza-error.ts'

/**
 * The answer did not come in time.
 *
 * @example
 * ```ts
 * import { TimeoutError } from '@veza/resilience'
 *
 * const error = new TimeoutError('No answer within 30000 ms', {
 *   code: 'TIMEOUT',
 *   remedy: 'Try again, or raise timeoutMs if the server is known to be slow.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class TimeoutError extends VezaError {
  override get name(): string {
    return 'TimeoutError'
  }
}
