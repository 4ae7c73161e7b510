import {
  ConnectionError,
  InvalidRequestError,
  InvalidResponseError,
  RateLimitError,
  VezaError,
  type VezaErrorOptions,
} from '@veza/resilience'
import { realtimeRemedy } from '@veza/resilience/realtime-codes'

const classes = {
  REALTIME_CLOSED: ConnectionError,
  REALTIME_GAVE_UP: ConnectionError,
  REALTIME_HANDSHAKE_REFUSED: ConnectionError,
  REALTIME_PEER_SILENT: ConnectionError,
  REALTIME_QUEUE_FULL: RateLimitError,
  REALTIME_MESSAGE_DROPPED: RateLimitError,
  REALTIME_MESSAGE_TOO_LARGE: InvalidRequestError,
  REALTIME_FRAME_INVALID: InvalidResponseError,
  REALTIME_FRAME_TOO_LARGE: InvalidResponseError,
  REALTIME_BUFFER_OVERFLOW: RateLimitError,
  REALTIME_LISTENER_FAILED: VezaError,
} as const

/** A code of its own for each failure of a conversation. */
export type RealtimeCode = keyof typeof classes

/**
 * The error for a failure of a conversation.
 *
 * @param message - what happened, with no secret in it.
 */
export function realtimeError(
  code: RealtimeCode,
  message: string,
  extra: Partial<VezaErrorOptions> = {},
): VezaError {
  return new classes[code](message, { remedy: realtimeRemedy(code) ?? '', ...extra, code })
}
