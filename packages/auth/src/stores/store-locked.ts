import { ConflictError } from '@veza/resilience'

/** The error for a lock that somebody else holds for too long. */
export function storeLocked(waitMs: number): ConflictError {
  return new ConflictError(`The token store stayed locked for ${Math.round(waitMs)} ms`, {
    code: 'TOKEN_STORE_LOCKED',
    retryable: true,
    remedy: 'Try again; another process is refreshing the same session and takes long.',
  })
}
