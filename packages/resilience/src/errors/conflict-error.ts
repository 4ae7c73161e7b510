import { VezaError } from './veza-error.ts'

/**
 * The request clashes with the state of the resource (409, 412, 423).
 *
 * @example
 * ```ts
 * import { ConflictError } from '@veza/resilience'
 *
 * const error = new ConflictError('That name is taken', {
 *   code: 'USERNAME_TAKEN',
 *   remedy: 'Fetch the current state, settle the difference and try again.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class ConflictError extends VezaError {
  override get name(): string {
    return 'ConflictError'
  }
}
