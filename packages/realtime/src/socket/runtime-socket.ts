import type { OpenSocket } from './socket.ts'
import { type WebSocketConstructor, webSocket } from './web-socket.ts'

/** What opens sockets in this runtime: its own `WebSocket`; `undefined` where it has none. */
export function runtimeSocket(): OpenSocket | undefined {
  const { WebSocket } = globalThis as { readonly WebSocket?: WebSocketConstructor }
  return WebSocket === undefined ? undefined : webSocket(WebSocket)
}

/** Whether a handshake can carry headers. */
export const sendsHeaders: boolean = false
