import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import FayeWebSocket from 'faye-websocket'
import { expect, test } from 'vitest'
import { connect, webSocket } from '../src/index.ts'
import { impatient } from './support/live-sandbox.ts'
import { next } from './support/next.ts'

/** A server on faye-websocket, which shares no code with `ws`. */
async function serveFaye(protocols: readonly string[], welcome: (peer: FayeWebSocket) => void) {
  const server = createServer()
  const peers: FayeWebSocket[] = []
  const frames: { readonly type: string; readonly payload: object }[] = []
  const ends: number[] = []
  server.on('upgrade', (request, socket, head) => {
    const peer = new FayeWebSocket(request, socket, head, protocols)
    peers.push(peer)
    peer.on('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as { readonly type: string; readonly payload: object }
      frames.push(frame)
      if (peer.protocol !== 'veza.v2' || frame.type !== 'subscribe') return
      peer.send('{"type":"subscribed","payload":{"room_id":1,"epoch":"e","head":0,"replayed":0}}')
    })
    peer.on('close', ({ code }) => ends.push(code))
    peer.on('open', () => welcome(peer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { url, peers, frames, ends, [Symbol.dispose]: () => void server.close() }
}

const hello =
  '{"type":"hello","payload":{"session":"s","heartbeat_ms":30000,"resume_window_ms":1,"max_payload":65536}}'
const event =
  '{"type":"message","payload":{"id":1,"room_id":1,"user_id":7,"username":"ada","content":"Grüße 🎉","timestamp":"2026-01-01T00:00:00Z"},"epoch":"e","seq":1}'

const sockets = [
  ['ws', {}],
  ['the global WebSocket', { socket: webSocket(WebSocket) }],
] as const

test.each(sockets)(
  'faye-websocket, in veza.v2, over %s: handshake, text, ping, close',
  async (_, options) => {
    using server = await serveFaye(['veza.v2'], (peer) => {
      if (peer.protocol === 'veza.v2') peer.send(hello)
    })
    const live = await connect({ ...impatient, ...options, url: server.url })
    await live.room(1).subscribe()
    const [peer] = server.peers
    const message = next(live, 'message')
    peer?.send(event)
    expect((await message).message.content).toBe('Grüße 🎉')
    await new Promise<void>((resolve) => peer?.ping('are you there?', resolve))
    await live.close()
    await expect.poll(() => server.ends).toEqual([1000])
  },
)

test.each(sockets)('faye-websocket, which chooses no subprotocol, over %s', async (_, options) => {
  using server = await serveFaye([], () => {})
  const live = await connect({ ...impatient, ...options, url: server.url })
  await live.room(1).subscribe()
  await live.room(1).send({ content: 'Hello' })
  await expect
    .poll(() => server.frames)
    .toEqual([
      { type: 'subscribe', payload: { room_id: 1 } },
      { type: 'message', payload: { room_id: 1, content: 'Hello' } },
    ])
  const ready = next(live, 'state', ({ state }) => state === 'ready')
  server.peers.at(-1)?.close(4000, 'Restarting; retry_after_ms=1')
  await ready
  await live.close()
})
