import { VezaError } from './veza-error.ts'

/**
 * There is no such resource, or no longer (404, 410).
 *
 * @example
 * ```ts
 * import { NotFoundError } from '@veza/resilience'
 *
 * const error = new NotFoundError('Resource not found', {
 *   code: 'NOT_FOUND',
 *   remedy: 'Check the id and the base URL; the resource may have been deleted.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class NotFoundError extends VezaError {
  override get name(): string {
    return 'NotFoundError'
  }
}
