import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import {
  type Connection,
  createSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxRealtime,
} from '../index.ts'
import { fileContentStore } from './file-content-store.ts'
import { serveRealtime } from './realtime/serve-realtime.ts'

/** How many connections may wait to be accepted: thousands of clients come back at once after a restart. */
const backlog = 4096

/** Options of {@link serveSandbox}: uploads go into temporary files, unless there is a `contentStore`. */
export interface ServeOptions extends SandboxOptions {
  /** The port on this machine; 0 takes any that is free. @defaultValue 0 */
  readonly port?: number
}

/** A sandbox that listens on this machine. */
export interface RunningSandbox extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  readonly url: string
  /** What to give to a client: `url` and `/v1`. */
  readonly baseUrl: string
  /** Where WebSockets are served: `ws://127.0.0.1:…/ws`. */
  readonly realtimeUrl: string
  /** A key that may do everything. */
  readonly apiKey: string
  readonly sandbox: Sandbox
  /** The WebSockets: `sandbox.realtime`. */
  readonly realtime: SandboxRealtime
  /** Ends webhooks under way, stops listening, closes every connection, the stalled ones too, and removes the temporary files of uploads. */
  close(): Promise<void>
}

/**
 * Serves a sandbox over real sockets, on this machine only.
 *
 * @param options - the sandbox's, and the port.
 * @throws TypeError when an option is wrong; the system's error when the port is taken.
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 * import { serveSandbox } from '@veza/sandbox/node'
 *
 * await using running = await serveSandbox({ seed: 7 })
 * const veza = new Veza({ apiKey: running.apiKey, baseUrl: running.baseUrl })
 * running.sandbox.faults.add({ path: '/users/{id}', times: 1, fault: { kind: 'status', status: 503 } })
 * console.log(await veza.users.get(1))
 * ```
 */
export async function serveSandbox({ port = 0, ...options }: ServeOptions = {}): Promise<RunningSandbox> {
  const ownStore = options.contentStore === undefined ? fileContentStore() : undefined
  const sandbox = createSandbox({ ...options, ...(ownStore && { contentStore: ownStore }) })
  const closing = new AbortController()
  const listener = getRequestListener(
    (request, env) => sandbox.fetch(request, connectionOf(env.outgoing as ServerResponse, closing.signal)),
    { overrideGlobalObjects: false, errorHandler: () => new Response(null, { status: 500 }) },
  )
  // Who offers HTTP/2 asks for an upgrade too, and wants an answer all the same. Node.js before 24.9 gives it to the
  // WebSockets, which answer 404.
  const shouldUpgradeCallback = ({ headers }: IncomingMessage) =>
    headers.upgrade?.toLowerCase() === 'websocket'
  const server = createServer(
    { shouldUpgradeCallback },
    (incoming, outgoing) => void respond(listener, incoming, outgoing),
  )
  const served = serveRealtime(server, sandbox.realtime)
  server.listen({ port, host: '127.0.0.1', backlog })
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    await sandbox.close()
    await served.close()
    await stop(server, closing)
    await ownStore?.close()
  }
  return {
    url,
    baseUrl: `${url}/v1`,
    realtimeUrl: `${url.replace('http', 'ws')}/ws`,
    apiKey: sandbox.apiKey,
    sandbox,
    realtime: sandbox.realtime,
    close,
    [Symbol.asyncDispose]: close,
  }
}

type Listener = ReturnType<typeof getRequestListener>

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
  return { closed: gone.signal, reset: () => void outgoing.socket?.resetAndDestroy() }
}

async function stop(server: Server, closing: AbortController): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  closing.abort()
  server.closeAllConnections()
  await closed
}
