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
    handleProtocols: (offered, { url }) => {
      const subprotocol = wanted(url)?.wire.subprotocol
      return subprotocol !== undefined && offered.has(subprotocol) ? subprotocol : false
    },
  })
  server.on('upgrade', (request, stream: Duplex, head) => {
    const feed = wanted(request.url)
    if (feed === undefined) stream.destroy()
    else sockets.handleUpgrade(request, stream, head, (socket) => converse(socket, stream, feed))
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

/** A protocol, and how many events to send in it. */
interface Feed {
  readonly wire: Wire
  readonly events: number
}

function wanted(url = ''): Feed | undefined {
  const [, name = '', events = '0'] = url.split('/')
  const wire = wires[name]
  return wire && { wire, events: Number(events) }
}

function converse(socket: WebSocket, stream: Duplex, feed: Feed): void {
  const { greeting, atOnce = false, answer } = feed.wire
  for (const text of greeting) socket.send(text)
  if (atOnce) void send(stream, feed)
  socket.on('message', (data: Buffer) => {
    const { texts, subscribed = false } = answer(data.toString())
    for (const text of texts) socket.send(text)
    if (subscribed) void send(stream, feed)
  })
  socket.on('error', () => socket.terminate())
}

async function send(stream: Duplex, feed: Feed): Promise<void> {
  // All of it first: what encoding costs would make the client wait between two chunks.
  const chunks = [...encoded(feed)]
  for (const chunk of chunks) {
    if (stream.destroyed) return
    await new Promise((written) => stream.write(chunk, written))
  }
}

/** Frames, whole ones, in chunks. */
function* encoded({ wire, events }: Feed): Generator<Buffer> {
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
