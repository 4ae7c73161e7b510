import { InvalidRequestError } from '@veza/resilience'

/** The error for a webhook that cannot be signed as it is. */
export function invalidArgument(what: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`The webhook cannot be signed: its ${what} will not do. ${remedy}`, {
    code: 'INVALID_ARGUMENT',
    remedy,
  })
}
