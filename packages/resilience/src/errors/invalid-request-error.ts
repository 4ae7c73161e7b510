import { VezaError } from './veza-error.ts'

/**
 * The call is wrong as it stands: an option, an argument or the body must change (400, 405, 413, 415, 422 …).
 *
 * @example
 * ```ts
 * import { InvalidRequestError } from '@veza/resilience'
 *
 * const error = new InvalidRequestError('The email is invalid', {
 *   code: 'VALIDATION_INVALID_EMAIL',
 *   remedy: 'Correct the call; the message and the details say what is wrong.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class InvalidRequestError extends VezaError {
  override get name(): string {
    return 'InvalidRequestError'
  }
}
