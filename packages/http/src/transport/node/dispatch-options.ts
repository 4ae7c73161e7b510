import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { TransportRequest } from '../transport.ts'
import { acceptEncoding } from './decoded.ts'

/** What undici is told of a request. */
export function dispatchOptions(
  path: string,
  { method, headers, body }: TransportRequest,
): Dispatcher.DispatchOptions {
  return {
    method: method as 'GET',
    path,
    headers: { 'accept-encoding': acceptEncoding, ...headers, ...lengthOf(body) },
    // A stream, so that what is opened is closed too when the request ends early.
    body: typeof body === 'object' ? Readable.from(body.open(), { objectMode: false }) : (body ?? null),
  }
}

function lengthOf(body: TransportRequest['body']): { 'content-length'?: string } {
  return typeof body === 'object' && body.length !== undefined
    ? { 'content-length': String(body.length) }
    : {}
}
