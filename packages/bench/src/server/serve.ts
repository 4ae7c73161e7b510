import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { payloadFor } from './payloads.ts'

/** A server on a port of its own. */
export interface Served extends AsyncDisposable {
  readonly url: string
}

/** Listens on loopback. */
export async function serve(listener: RequestListener): Promise<Served> {
  // Longer than a contender waits for its next turn: a closed connection would be measured as the client's slowness.
  const server = createServer({ keepAliveTimeout: 600_000 }, listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The server of the speed and leak runs: answers at once, with as little work as can be. */
export const answerAtOnce: RequestListener = (request, response) => {
  const { method = '', url = '' } = request
  request.resume().once('end', () => {
    const body = payloadFor(method, url)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
  })
}
