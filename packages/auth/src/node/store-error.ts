import { InvalidRequestError } from '@veza/resilience'

/** The error for a store that others could read or change. */
export function unsafeStore(message: string): InvalidRequestError {
  return new InvalidRequestError(`The token store is not safe: ${message}`, {
    code: 'TOKEN_STORE_UNSAFE',
    remedy: 'Make the directory and its files readable by you alone, or choose another directory.',
  })
}

/** The code of a failed system call. */
export function systemCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined
}
