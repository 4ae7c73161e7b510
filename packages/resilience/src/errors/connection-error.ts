import { VezaError } from './veza-error.ts'

/**
 * No answer came: the name did not resolve, the connection was refused, reset or cut.
 *
 * @example
 * ```ts
 * import { ConnectionError } from '@veza/resilience'
 *
 * const error = new ConnectionError('The connection was reset', {
 *   code: 'CONNECTION_RESET',
 *   remedy: 'Check the network and the base URL, then try again.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class ConnectionError extends VezaError {
  override get name(): string {
    return 'ConnectionError'
  }
}
