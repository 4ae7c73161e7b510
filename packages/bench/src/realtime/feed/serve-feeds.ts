import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Served } from '../../server/serve.ts'
import { textFrame } from './text-frame.ts'
import { type Wire, wires } from './wires.ts'

/** How much is written at once: as much as a client reads at once. */
const chunkBytes = 65_536

/**
 * Serves every protocol at `/<wire>/<events>`: who subscribes gets so many events, as fast as it reads. They are encoded
 * before the first is sent.
 */
export async function serveFeeds(): Promise<Served> {
  const server = createServer()
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered, { url = '' }) => {
      const { subprotocol } = wireOf(url).wire
      return subprotocol !== undefined && offered.has(subprotocol) ? subprotocol : false
    },
  })
  server.on('upgrade', (request, stream: Duplex, head) => {
    const { wire, events } = wireOf(request.url ?? '')
    sockets.handleUpgrade(request, stream, head, (socket) => converse(socket, stream, wire, events))
  })
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
  await once(server, 'listening')
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate()
      server.close()
      await once(server, 'close')
    },
  }
}

function wireOf(url: string): { readonly wire: Wire; readonly events: number } {
  const [, name = '', events = '0'] = url.split('/')
  const wire = wires[name]
  if (wire === undefined) throw new Error(`No protocol is called ${name}`)
  return { wire, events: Number(events) }
}

function converse(socket: WebSocket, stream: Duplex, wire: Wire, events: number): void {
  for (const text of wire.greeting) socket.send(text)
  if (wire.atOnce) void feed(stream, wire, events)
  socket.on('message', (data) => {
    const { texts, subscribed } = wire.answer(String(data))
    for (const text of texts) socket.send(text)
    if (subscribed) void feed(stream, wire, events)
  })
  socket.on('error', () => socket.terminate())
}

async function feed(stream: Duplex, wire: Wire, events: number): Promise<void> {
  const chunks = [...encoded(wire, events)]
  for (const chunk of chunks) {
    if (stream.destroyed) return
    await new Promise((written) => stream.write(chunk, written))
  }
}

/** Frames, whole ones, in chunks. */
function* encoded(wire: Wire, events: number): Generator<Buffer> {
  let frames: Buffer[] = []
  let bytes = 0
  for (let number = 1; number <= events; number++) {
    const frame = textFrame(wire.event(number))
    frames.push(frame)
    bytes += frame.length
    if (bytes < chunkBytes && number < events) continue
    yield Buffer.concat(frames)
    frames = []
    bytes = 0
  }
}
