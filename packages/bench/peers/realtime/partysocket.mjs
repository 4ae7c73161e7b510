import { WebSocket as ReconnectingWebSocket } from 'partysocket'
import { WebSocket } from 'ws'

/** Reconnects, and leaves what is in a frame to its user. */
export function connect(url, got) {
  const socket = new ReconnectingWebSocket(url, [], { WebSocket })
  socket.addEventListener('message', ({ data }) => got(JSON.parse(data).payload.id))
  return new Promise((resolve) => socket.addEventListener('open', resolve))
}
