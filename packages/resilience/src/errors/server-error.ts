import { VezaError } from './veza-error.ts'

/**
 * The platform failed (5xx).
 *
 * @example
 * ```ts
 * import { ServerError } from '@veza/resilience'
 *
 * const error = new ServerError('Internal server error', {
 *   code: 'INTERNAL_SERVER_ERROR',
 *   remedy: 'Try again later; if it goes on, report it with the request id.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class ServerError extends VezaError {
  override get name(): string {
    return 'ServerError'
  }
}
