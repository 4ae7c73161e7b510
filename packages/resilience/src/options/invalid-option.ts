import { InvalidRequestError } from '../errors/invalid-request-error.ts'

/**
 * The error for a wrong option.
 *
 * @param message - what is wrong, without a full stop and without the value.
 * @param remedy - what to write instead.
 * @example
 * ```ts
 * import { invalidOption } from '@veza/resilience/options'
 *
 * console.log(invalidOption('option "port" is invalid', 'Write a number from 1 to 65535.').message)
 * ```
 */
export function invalidOption(message: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`${message}. ${remedy}`, { code: 'INVALID_OPTION', remedy })
}
