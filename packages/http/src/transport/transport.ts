import type { Payload } from '../payload/payload.ts'

/** One request as it goes out. */
export interface TransportRequest {
  readonly method: string
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Payload | undefined
  /** Aborted when the request's time is up or the caller gives up; made when first asked for. */
  readonly signal: AbortSignal
  /** The same without an `AbortSignal`, which costs more than the rest of a small request. */
  onCancel(listener: (reason: Error) => void): () => void
  /**
   * The answer is wanted as text, of so many decoded bytes at most: a transport that can read it faster than through
   * `body` gives it in `content`. `undefined` where it is wanted as a stream.
   */
  readonly maxTextBytes: number | undefined
}

/** The parts of `Headers` that read. */
export type ResponseHeaders = Pick<
  Headers,
  'get' | 'has' | 'forEach' | 'keys' | 'values' | 'entries' | 'getSetCookie' | typeof Symbol.iterator
>

/** One answer as it comes in; a `Response` is one. */
export interface TransportResponse {
  /** HTTP status; 0 where a browser hides a redirect. */
  readonly status: number
  readonly headers: ResponseHeaders
  readonly body: ReadableStream<Uint8Array> | null
  /** The whole body as text, where `maxTextBytes` was given and the transport has read it already. */
  readonly content?: string
}

/**
 * Sends one request, once. Follows no redirect, retries nothing, times nothing.
 *
 * @example
 * ```ts
 * import { createHttp, type Transport } from '@veza/http'
 *
 * const canned: Transport = async ({ url }) => Response.json({ asked: url })
 * const http = createHttp({ transport: canned })
 * console.log(await http.json({ method: 'GET', path: '/users' }))
 * ```
 */
export interface Transport {
  (request: TransportRequest): Promise<TransportResponse>
  /** Ends what the transport keeps: idle connections, timers. */
  close?(): Promise<void>
}
