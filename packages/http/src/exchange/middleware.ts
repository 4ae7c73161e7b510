import type { Payload } from '../payload/payload.ts'
import type { ResponseHeaders } from '../transport/transport.ts'

/** A request on its way through the middleware. */
export interface HttpRequest {
  readonly method: string
  readonly url: string
  /** Lower-case names. The credential is added after the last middleware, and is not here. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON as text, or a {@link Payload}. */
  readonly body: string | Payload | undefined
  /** Which attempt this is, from 1. */
  readonly attempt: number
}

/** An answer, read to its end. */
export interface HttpResponse {
  /** HTTP status: also those of failures, which become errors after the first middleware. */
  readonly status: number
  readonly headers: ResponseHeaders
  /** Where the answer came from, after redirects. */
  readonly url: string
  /** The whole body; empty where it is streamed. */
  readonly text: string
  /** The body of a success that was asked for as a stream. */
  readonly body?: ReadableStream<Uint8Array>
}

/** Sends a request on. */
export type Next = (request: HttpRequest) => Promise<HttpResponse>

/**
 * Sees every attempt, inside the retry loop; may change the request, change the answer, answer itself, or throw. The
 * first in the list is the outermost; signing comes after the last. The timeout runs only while the request is out, not
 * while a middleware works. Its errors pass untouched, and end the call unless they carry `retryable: true`.
 *
 * @example
 * ```ts
 * import type { Middleware } from '@veza/http'
 *
 * const counting: Middleware = async (request, next) => {
 *   const response = await next({ ...request, headers: { ...request.headers, 'x-attempt': String(request.attempt) } })
 *   console.log(request.method, response.status)
 *   return response
 * }
 * console.log(counting.length)
 * ```
 */
export type Middleware = (request: HttpRequest, next: Next) => Promise<HttpResponse>

/** One function of many middlewares. */
export function compose(middleware: readonly Middleware[], send: Next): Next {
  return middleware.reduceRight<Next>((next, layer) => (request) => layer(request, next), send)
}
