import { once } from 'node:events'
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http'
import type { Server as HttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Connection } from '../index.ts'
import { clientCertificate } from './tls/client-certificate.ts'

type Server = HttpServer | HttpsServer
type Listener = ReturnType<typeof getRequestListener>

/** How many connections may wait to be accepted: thousands of clients come back at once after a restart. */
const backlog = 4096

/** Answers one request that came over a connection. */
export type Answer = (request: Request, connection: Connection) => Promise<Response>

/** A server that listens. */
export interface Listening {
  readonly port: number
  /** Stops listening and closes every connection, the stalled ones too. */
  close(): Promise<void>
}

/** Has a server listen on this machine. @param port - 0 takes any that is free. */
export async function listening(server: Server, port: number, answer: Answer): Promise<Listening> {
  const closing = new AbortController()
  const listener = getRequestListener(
    (request, env) => answer(request, connectionOf(env.outgoing as ServerResponse, closing.signal)),
    { overrideGlobalObjects: false, errorHandler: () => new Response(null, { status: 500 }) },
  )
  server.on(
    'request',
    (incoming: IncomingMessage, outgoing: ServerResponse) => void respond(listener, incoming, outgoing),
  )
  server.listen({ port, host: '127.0.0.1', backlog })
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, close: () => stop(server, closing) }
}

/** A connection that breaks under an answer ends that answer, and nothing else. */
async function respond(
  listener: Listener,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    await listener(incoming, outgoing)
  } catch {
    outgoing.destroy()
  }
}

function connectionOf(outgoing: ServerResponse, closing: AbortSignal): Connection {
  const gone = new AbortController()
  const leave = () => {
    closing.removeEventListener('abort', leave)
    gone.abort()
  }
  outgoing.once('close', leave)
  closing.addEventListener('abort', leave)
  const certificate = clientCertificate(outgoing.socket)
  return {
    closed: gone.signal,
    reset: () => void outgoing.socket?.resetAndDestroy(),
    ...(certificate !== undefined && { certificate }),
  }
}

async function stop(server: Server, closing: AbortController): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  closing.abort()
  server.closeAllConnections()
  await closed
}
