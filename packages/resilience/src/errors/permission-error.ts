import { VezaError } from './veza-error.ts'

/**
 * The caller is known, and may not do this (403).
 *
 * @example
 * ```ts
 * import { PermissionError } from '@veza/resilience'
 *
 * const error = new PermissionError('Insufficient permissions', {
 *   code: 'FORBIDDEN',
 *   remedy: 'Use a credential that has the permission, or ask its owner to grant it.',
 * })
 * console.log(error.name, error.code)
 * ```
 */
export class PermissionError extends VezaError {
  override get name(): string {
    return 'PermissionError'
  }
}
