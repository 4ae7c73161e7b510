import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { SandboxRealtime } from '../../index.ts'
import { clientCertificate } from '../tls/client-certificate.ts'
import { FairReader } from './fair-reader.ts'
import { FrankSocket } from './frank-socket.ts'
import { WsSocket } from './ws-socket.ts'

/** How long a client may take to answer a close frame, in milliseconds. */
const closeTimeoutMs = 2000
/** How long those may take that are connected when the server closes. */
const closingMs = 200
const paths: ReadonlySet<string> = new Set(['/ws', '/v1/ws'])

/** What is to be closed with a server. */
export interface ServedRealtime {
  /** Closes every connection, those that do not answer too. */
  close(): Promise<void>
}

/** Takes WebSockets on an HTTP server, at `/ws` and `/v1/ws`. */
export function serveRealtime(server: HttpServer | HttpsServer, realtime: SandboxRealtime): ServedRealtime {
  const sockets = new Set<WebSocket>()
  let isClosing = false
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: realtime.maxPayload,
    closeTimeout: closeTimeoutMs,
    handleProtocols: (offered: Iterable<string>) => realtime.chooseProtocol(offered) ?? false,
    WebSocket: FrankSocket,
  }
  const webSockets = new WebSocketServer(options)

  function take(ws: WebSocket, socket: Socket, request: IncomingMessage): void {
    sockets.add(ws)
    const own = new WsSocket(ws, socket, () => {
      receiver.drained()
      reader.goOn()
    })
    const reader = new FairReader(ws, () => own.bufferedBytes)
    const receiver = realtime.accept(own, {
      url: request.url ?? '/',
      authorization: request.headers.authorization,
      certificate: clientCertificate(socket)?.thumbprint,
      offered: offeredBy(request),
      ...(ws.protocol !== '' && { protocol: ws.protocol }),
    })
    ws.on('message', (data: Buffer, isBinary) => {
      receiver.receive(isBinary ? data : data.toString())
      reader.took(data.byteLength)
    })
    ws.on('ping', (data) => {
      receiver.ping(data)
      reader.took(data.byteLength)
    })
    ws.on('pong', () => receiver.heard())
    // What breaks a connection closes it as well.
    ws.on('error', () => {})
    ws.on('close', () => {
      sockets.delete(ws)
      receiver.gone()
    })
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!paths.has((request.url ?? '').split('?', 1)[0] ?? '')) return refuse(socket, '404 Not Found')
    if (isClosing) return refuse(socket, '503 Service Unavailable')
    webSockets.handleUpgrade(request, socket, head, (ws) => take(ws, socket as Socket, request))
  })
  return {
    async close() {
      isClosing = true
      realtime.close({ code: 1001, reason: 'Server is going away' })
      const late = setTimeout(() => {
        for (const ws of sockets) ws.terminate()
      }, closingMs)
      await Promise.all([...sockets].map((ws) => new Promise((resolve) => ws.once('close', resolve))))
      clearTimeout(late)
    },
  }
}

function offeredBy({ headers }: IncomingMessage): readonly string[] {
  return (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => {})
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
