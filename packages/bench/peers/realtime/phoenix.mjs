import { Socket } from 'phoenix'
import { WebSocket } from 'ws'

export function connect(url, got) {
  // In browsers it finds a window to listen to.
  const socket = new Socket(url, { transport: WebSocket })
  socket.connect()
  const channel = socket.channel('room:123', {})
  channel.on('message', (message) => got(message.id))
  return new Promise((resolve, reject) => channel.join().receive('ok', resolve).receive('error', reject))
}
