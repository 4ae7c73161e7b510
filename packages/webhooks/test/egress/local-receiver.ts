import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net'
import type { ConnectTarget, ConnectTcp } from '../../src/node/egress/guarded-options.ts'
import type { TestCertificate } from './test-authority.ts'

/** Stands for the whole internet on this machine: whoever connects to a public address reaches it. */
export interface LocalReceiver extends AsyncDisposable {
  /** Opens a connection to the receiver instead of the target, which it writes down. */
  readonly connect: ConnectTcp
  /** Every target, in order. */
  readonly targets: ConnectTarget[]
}

/** A receiver for http and https that answers with `listener`. */
export async function localReceiver(
  listener: RequestListener,
  tls?: TestCertificate,
): Promise<LocalReceiver> {
  const plain = await listening(createServer(listener))
  const secure = tls && (await listening(createSecureServer({ cert: tls.cert, key: tls.key }, listener)))
  const targets: ConnectTarget[] = []
  return {
    targets,
    connect: (target) => {
      targets.push(target)
      const server = target.port === 80 || secure === undefined ? plain : secure
      return connect({ host: '127.0.0.1', port: portOf(server) })
    },
    async [Symbol.asyncDispose]() {
      await closed(plain)
      if (secure !== undefined) await closed(secure)
    },
  }
}

/** Counts connections on a port that nobody must reach, on every address of this machine. */
export interface Trap extends AsyncDisposable {
  readonly port: number
  readonly caught: () => number
}

/** A trap on all IPv4 addresses and, where this machine has any, on all IPv6 ones. */
export async function trap(): Promise<Trap> {
  let caught = 0
  const server = createTcpServer((socket) => {
    caught++
    socket.destroy()
  })
  await listening(server, '::').catch(() => listening(server, '0.0.0.0'))
  return { port: portOf(server), caught: () => caught, [Symbol.asyncDispose]: () => closed(server) }
}

async function listening<S extends Server>(server: S, host = '127.0.0.1'): Promise<S> {
  server.listen(0, host)
  await once(server, 'listening')
  return server
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

async function closed(server: Server): Promise<void> {
  if ('closeAllConnections' in server) (server.closeAllConnections as () => void)()
  server.close()
  await once(server, 'close')
}
