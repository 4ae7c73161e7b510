import { isVezaError, VezaError } from '@veza/resilience'

/** The error for a store that cannot be read or written. */
export function storeFailed(cause: unknown): VezaError {
  if (isVezaError(cause)) return cause
  return new VezaError('The token store cannot be read or written', {
    code: 'TOKEN_STORE_FAILED',
    remedy: 'Check the disk, the directory and the rights of the token store.',
    cause,
  })
}
