import { AuthenticationError } from './authentication-error.ts'
import { ConflictError } from './conflict-error.ts'
import { InvalidRequestError } from './invalid-request-error.ts'
import { InvalidResponseError } from './invalid-response-error.ts'
import { NotFoundError } from './not-found-error.ts'
import { PermissionError } from './permission-error.ts'
import { RateLimitError } from './rate-limit-error.ts'
import { ServerError } from './server-error.ts'
import { TimeoutError } from './timeout-error.ts'
import type { VezaError, VezaErrorOptions } from './veza-error.ts'

/** A class of {@link VezaError}, to construct or to compare with. */
export type VezaErrorClass = new (message: string, options: VezaErrorOptions) => VezaError

const classes: Readonly<Record<number, VezaErrorClass>> = {
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  408: TimeoutError,
  409: ConflictError,
  410: NotFoundError,
  412: ConflictError,
  423: ConflictError,
  429: RateLimitError,
}

/**
 * The class of error that an HTTP status calls for.
 *
 * @param status - HTTP status of the answer; one below 400 is no failure, so the answer itself was wrong.
 * @returns {@link ServerError} from 500, {@link InvalidRequestError} for a 4xx without a class of its own.
 * @example
 * ```ts
 * import { errorForStatus } from '@veza/resilience'
 *
 * const ErrorClass = errorForStatus(404)
 * console.log(new ErrorClass('No such user', { code: 'USER_NOT_FOUND', remedy: 'Check the id.' }).name)
 * ```
 */
export function errorForStatus(status: number): VezaErrorClass {
  if (status >= 500) return ServerError
  return classes[status] ?? (status >= 400 ? InvalidRequestError : InvalidResponseError)
}
