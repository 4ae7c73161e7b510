import {
  AuthenticationError,
  ConnectionError,
  PermissionError,
  TimeoutError,
  type VezaError,
} from '@veza/resilience'
import type { SocketEnd } from '../socket/socket.ts'
import { realtimeError } from './realtime-error.ts'

const network = 'Check the network, realtimeUrl and any proxy, then try again.'

/** The error for a connection that has ended, or never stood. @param refused - the token was turned away. */
export function endError(end: SocketEnd, refused: boolean): VezaError {
  const { code, status, cause } = end
  const said = status === undefined ? `${code}${quoted(end.reason)}` : `status ${status}`
  if (refused) {
    return new AuthenticationError(`The server turned the token away (${said})`, {
      code: 'WEBSOCKET_AUTH_FAILED',
      remedy:
        "Get a new token or API key; where the server reads the token from the URL, pass tokenIn: 'query'.",
    })
  }
  if (code === 4403 || status === 403) {
    return new PermissionError(`The server refuses this user (${said})`, {
      code: 'FORBIDDEN',
      remedy: 'Use a credential that has the permission read:messages, or ask its owner to grant it.',
    })
  }
  if (status !== undefined)
    return realtimeError('REALTIME_HANDSHAKE_REFUSED', `The server refused the handshake (${said})`)
  if (code === 1009)
    return realtimeError('REALTIME_FRAME_TOO_LARGE', 'The server sent a larger frame than maxFrameBytes')
  if (end.reason === timedOut) {
    return new TimeoutError('The server did not accept the connection in time', {
      code: 'TIMEOUT',
      retryable: true,
      remedy: 'Try again, or raise connectTimeoutMs if the server is known to be slow.',
    })
  }
  return new ConnectionError(`The connection failed (${said})`, {
    code: 'CONNECTION_FAILED',
    retryable: true,
    remedy: network,
    cause,
  })
}

/** The reason of a connection that was not accepted within `connectTimeoutMs`. */
export const timedOut = 'Timed out'

/** What a server wrote as its reason, if it is a harmless text. */
function quoted(reason: string): string {
  return /^[\w .,;:=()'-]{1,123}$/.test(reason) ? `: ${reason}` : ''
}
