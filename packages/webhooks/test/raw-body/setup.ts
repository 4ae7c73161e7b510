import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HandlerOptions } from '../../src/handle/handler-options.ts'

/** A framework that serves a webhook handler at `/hook`. */
export interface Running {
  readonly url: string
  close(): Promise<void>
}

/** One way to set a framework up. */
export interface Setup {
  readonly framework: string
  /** What reads bodies before the handler does. */
  readonly parser: string
  readonly start: (options: HandlerOptions) => Promise<Running>
}

/** A server that listens on this machine. */
export async function running(server: Server): Promise<Running> {
  if (!server.listening) await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
