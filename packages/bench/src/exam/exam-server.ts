import type { ServerResponse } from 'node:http'
import { payloadFor } from '../server/payloads.ts'
import { serve } from '../server/serve.ts'

/** One request as the server saw it; times are of `performance.now()`. */
export interface Seen {
  readonly method: string
  readonly key: string | undefined
  readonly at: number
  /** When its answer ended or its connection was closed; `undefined` while it is open. */
  endedAt: number | undefined
}

/** Answers the request of a number, counted from 1. */
export type Answer = (response: ServerResponse, number: number) => void

/** A server that fails as an exam case says, and remembers what it was asked. */
export interface ExamServer extends AsyncDisposable {
  readonly url: string
  readonly seen: readonly Seen[]
}

/** Starts one. */
export async function examServer(answer: Answer): Promise<ExamServer> {
  const seen: Seen[] = []
  const server = await serve((request, response) => {
    const key = request.headers['idempotency-key']
    const one: Seen = {
      method: request.method ?? '',
      key: Array.isArray(key) ? key.join() : key,
      at: performance.now(),
      endedAt: undefined,
    }
    const number = seen.push(one)
    response.once('close', () => {
      one.endedAt = performance.now()
    })
    request.resume().once('end', () => answer(response, number))
  })
  return { url: server.url, seen, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

const notionCodes: Readonly<Record<number, string>> = {
  400: 'validation_error',
  401: 'unauthorized',
  429: 'rate_limited',
  503: 'service_unavailable',
}

/** An answer with a status and headers. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers })
    // Notion's client goes by its own codes, and takes a failure without one for another server's.
    const error = { object: 'error', status: code, code: notionCodes[code] ?? code, message: 'no' }
    response.end(JSON.stringify({ ...error, error: { message: 'no' } }))
  }
}

/** One answer for the first request, a good one for all others. */
export function once(first: Answer): Answer {
  return (response, number) => (number === 1 ? first(response, number) : good(response, number))
}

/** The answer that every contender is content with. */
export const good: Answer = (response) => {
  const { method = '', url = '' } = response.req
  response.writeHead(200, { 'content-type': 'application/json' }).end(payloadFor(method, url))
}

/** Milliseconds between consecutive requests. */
export function gaps(seen: readonly Seen[]): number[] {
  return seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0))
}
