import { io } from 'socket.io-client'

export function connect(url, got) {
  const { origin, pathname } = new URL(url)
  const socket = io(origin, { path: pathname, transports: ['websocket'], forceNew: true })
  socket.on('message', (message) => got(message.id))
  return new Promise((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
}
