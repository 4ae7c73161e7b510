/** One request as it goes out. */
export interface TransportRequest {
  readonly method: string
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly signal: AbortSignal
}

/** One answer as it comes in. */
export interface TransportResponse {
  /** HTTP status; 0 where a browser hides a redirect. */
  readonly status: number
  readonly headers: Headers
  readonly body: ReadableStream<Uint8Array> | null
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
export type Transport = (request: TransportRequest) => Promise<TransportResponse>
