import { WebSocket } from 'ws'

/** The yardstick: `ws` and `JSON.parse`. */
export function connect(url, got) {
  const socket = new WebSocket(url)
  // oxlint-disable-next-line typescript/no-base-to-string -- a Buffer, as `ws` has it by default
  socket.on('message', (data) => got(JSON.parse(data.toString()).payload.id))
  return new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
}
