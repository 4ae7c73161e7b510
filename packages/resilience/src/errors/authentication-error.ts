import { VezaError } from './veza-error.ts'

/**
 * The server does not know who is calling (401): the credential is missing, wrong, revoked or expired.
 *
 * @example
 * ```ts
 * import { AuthenticationError } from '@veza/resilience'
 *
 * const error = new AuthenticationError('Invalid or expired token', {
 *   code: 'UNAUTHORIZED',
 *   remedy: 'Check the API key or token, and get a new one if it has expired.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class AuthenticationError extends VezaError {
  override get name(): string {
    return 'AuthenticationError'
  }
}
