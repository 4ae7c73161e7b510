import {
  AbortError,
  ConnectionError,
  InvalidRequestError,
  TimeoutError,
  type VezaError,
} from '@veza/resilience'
import { realtimeError } from '../errors/realtime-error.ts'

/** The same error, which says that the message may have arrived. */
export function unknownOutcome(error: VezaError, { everSent }: { readonly everSent: boolean }): VezaError {
  if (!everSent) return error
  const { message, code, remedy, retryable, cause } = error
  const ErrorClass =
    error instanceof AbortError ? AbortError : error instanceof TimeoutError ? TimeoutError : ConnectionError
  return new ErrorClass(message, { code, remedy, retryable, cause, outcomeUnknown: true })
}

/** The connection broke while a message was on its way, and its server acknowledges none. */
export function resetError(): VezaError {
  return new ConnectionError('The connection broke before the server had surely handled the message', {
    code: 'CONNECTION_RESET',
    outcomeUnknown: true,
    remedy: 'Look into the room whether the message arrived before you send it again.',
  })
}

/** No acknowledgement came in time. */
export function lateError(): VezaError {
  return new TimeoutError('The message was not acknowledged in time', {
    code: 'TIMEOUT',
    retryable: true,
    remedy: 'Send it again with the same clientId, or raise sendTimeoutMs.',
  })
}

/** The guide's protocol has no place for metadata: it is not silently left out. */
export function metadataError(): VezaError {
  return new InvalidRequestError("The server speaks the guide's protocol, which carries no metadata", {
    code: 'INVALID_OPTION',
    remedy: 'Leave metadata out, or send the message by the REST API.',
  })
}

/** The message does not fit into a frame, or into the queue. */
export function tooLargeError({ bytes }: { readonly bytes: number }): VezaError {
  return realtimeError('REALTIME_MESSAGE_TOO_LARGE', `The message takes ${bytes} bytes`)
}
