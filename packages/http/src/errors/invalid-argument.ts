import { InvalidRequestError } from '@veza/resilience'

/**
 * The error for an argument that is wrong.
 *
 * @param message - what is wrong, without a full stop and without the value.
 * @param remedy - what to pass instead.
 */
export function invalidArgument(message: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(message, { code: 'INVALID_ARGUMENT', remedy })
}
