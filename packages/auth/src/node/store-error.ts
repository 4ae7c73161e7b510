import { InvalidRequestError, VezaError } from '@veza/resilience'

/** The error for a store that others could read or change. */
export function unsafeStore(message: string): InvalidRequestError {
  return new InvalidRequestError(`The token store is not safe: ${message}`, {
    code: 'TOKEN_STORE_UNSAFE',
    remedy: 'Make the directory and its files readable by you alone, or choose another directory.',
  })
}

/** The error for a store that cannot be read or written. */
export function storeFailed(cause: unknown): VezaError {
  return new VezaError('The token store cannot be read or written', {
    code: 'TOKEN_STORE_FAILED',
    remedy: 'Check the disk, the directory and the rights of the token store.',
    cause,
  })
}

/** The code of a failed system call. */
export function systemCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined
}
