import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as the server saw it. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** Milliseconds, monotonic. */
  readonly at: number
}

/** A real server on loopback that answers as a test says. */
export interface ScriptedServer extends AsyncDisposable {
  readonly url: string
  readonly seen: Seen[]
}

export type Answer = (response: ServerResponse, seen: Seen, number: number) => void

/** Starts a server; `answer` is told the number of the request, from 1. */
export async function scriptedServer(answer: Answer): Promise<ScriptedServer> {
  const seen: Seen[] = []
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, body: Buffer.concat(chunks).toString(), at: performance.now() }
    seen.push(one)
    answer(response, one, seen.length)
  }
  const server = createServer((request, response) => {
    // A client that hangs up in mid-request is part of many tests.
    listener(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** Milliseconds between consecutive requests. */
export function gaps(seen: readonly Seen[]): number[] {
  return seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0))
}
