import { VezaError } from './veza-error.ts'

/**
 * The caller gave up: its AbortSignal was aborted. `cause` is a copy of the signal's reason.
 *
 * @example
 * ```ts
 * import { AbortError } from '@veza/resilience'
 *
 * const error = new AbortError('The call was aborted', {
 *   code: 'ABORTED',
 *   remedy: 'Nothing to do: the call was stopped on purpose.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class AbortError extends VezaError {
  override get name(): string {
    return 'AbortError'
  }
}
