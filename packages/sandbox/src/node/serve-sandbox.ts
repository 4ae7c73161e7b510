import { createServer, type IncomingMessage } from 'node:http'
import { assemble } from '../assemble.ts'
import type { Sandbox, SandboxOptions, SandboxRealtime } from '../index.ts'
import {
  type AuthorizationOptions,
  checkAuthorizationOptions,
} from './authorization/authorization-options.ts'
import { OidcServer } from './authorization/oidc-server.ts'
import { fileContentStore } from './file-content-store.ts'
import { type Answer, type Listening, listening } from './listening.ts'
import { serveRealtime } from './realtime/serve-realtime.ts'
import { type MutualTls, mutualTls } from './tls/mutual-tls.ts'

/** Options of {@link serveSandbox}: uploads go into temporary files, unless there is a `contentStore`. */
export interface ServeOptions extends SandboxOptions {
  /** The port on this machine; 0 takes any that is free. @defaultValue 0 */
  readonly port?: number
  /** How the authorization server is set up. @defaultValue opaque tokens, and the clients that are always there */
  readonly authorization?: AuthorizationOptions
  /** Whether to listen on a second port as well, with TLS, and ask for client certificates there. @defaultValue false */
  readonly mtls?: boolean
}

/** A sandbox that listens on this machine. */
export interface RunningSandbox extends AsyncDisposable {
  /** `http://127.0.0.1:…`, which is the authorization server's issuer as well. */
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
  /** Where it asks for client certificates, with `mtls: true`. */
  readonly mtls: MutualTls | undefined
  /** Ends webhooks under way, stops listening, closes every connection, the stalled ones too, and removes the temporary files of uploads. */
  close(): Promise<void>
}

/**
 * Who offers HTTP/2 asks for an upgrade too, and wants an answer all the same. Node.js before 24.9 gives it to the
 * WebSockets, which answer 404.
 */
function shouldUpgradeCallback({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

/**
 * Serves a sandbox over real sockets, on this machine only: the REST API below `/v1`, and the platform's authorization
 * server below `/oauth`, which is loaded with the first request for it.
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
export async function serveSandbox(options: ServeOptions = {}): Promise<RunningSandbox> {
  const { port = 0, authorization = {}, mtls: wantsMtls = false, ...rest } = options
  checkAuthorizationOptions(authorization)
  if (typeof wantsMtls !== 'boolean')
    throw new TypeError('serveSandbox: option "mtls" is invalid. Write true or false.')
  const ownStore = rest.contentStore === undefined ? fileContentStore() : undefined
  let authorizationServer: OidcServer | undefined
  let mtls: (MutualTls & Pick<Listening, 'close'>) | undefined
  let url = ''
  const sandbox = assemble({ ...rest, ...(ownStore && { contentStore: ownStore }) }, (platform) => {
    authorizationServer = new OidcServer(platform, authorization, () => ({ url, mtlsUrl: mtls?.url }))
    return authorizationServer
  })
  const answer: Answer = (request, connection) => sandbox.fetch(request, connection)
  const opened: Pick<Listening, 'close'>[] = []
  const close = async () => {
    await sandbox.close()
    // One after the other: WebSockets say good-bye before their server cuts every connection.
    for (const one of opened) await one.close()
    await ownStore?.close()
  }
  try {
    // First, for the authorization server tells of it from its first answer on.
    if (wantsMtls) {
      mtls = await mutualTls(answer, sandbox.realtime)
      opened.push(mtls)
    }
    const server = createServer({ shouldUpgradeCallback })
    opened.push(serveRealtime(server, sandbox.realtime))
    const plain = await listening(server, port, answer)
    opened.push(plain)
    url = `http://127.0.0.1:${plain.port}`
    // What is wrong with a client is to be told now, not to its first user.
    if (authorization.clients !== undefined) await authorizationServer?.load()
  } catch (error) {
    await close()
    throw error
  }
  const { apiKey } = sandbox
  const { realtime } = sandbox
  return {
    url,
    baseUrl: `${url}/v1`,
    realtimeUrl: `${url.replace('http', 'ws')}/ws`,
    apiKey,
    sandbox,
    realtime,
    mtls,
    close,
    [Symbol.asyncDispose]: close,
  }
}
