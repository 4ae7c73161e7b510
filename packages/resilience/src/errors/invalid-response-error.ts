import { VezaError } from './veza-error.ts'

/**
 * An answer came that is not what the platform promises: not JSON, cut short, too large, of the wrong shape.
 *
 * @example
 * ```ts
 * import { InvalidResponseError } from '@veza/resilience'
 *
 * const error = new InvalidResponseError('The answer is not JSON', {
 *   code: 'INVALID_RESPONSE',
 *   remedy: 'Check that baseUrl points at the Veza API and that no proxy answers in its place.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class InvalidResponseError extends VezaError {
  override get name(): string {
    return 'InvalidResponseError'
  }
}
