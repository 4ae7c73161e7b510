import type { TransportRequest } from '../transport/transport.ts'
import type { CancelListener, Cancellation } from './cancellation.ts'
import type { HttpRequest } from './middleware.ts'

/** What a redirect may change. */
export type Redirected = Partial<Pick<TransportRequest, 'method' | 'url' | 'headers' | 'body'>>

/** A request as the transport gets it. */
export class OutgoingRequest implements TransportRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: HttpRequest['body']
  readonly maxTextBytes: number | undefined
  readonly #cancellation: Cancellation

  /** @param maxTextBytes - how much text is wanted; `undefined` for a stream. */
  constructor(request: HttpRequest, cancellation: Cancellation, maxTextBytes: number | undefined) {
    this.method = request.method
    this.url = request.url
    this.headers = request.headers
    this.body = request.body
    this.maxTextBytes = maxTextBytes
    this.#cancellation = cancellation
  }

  get signal(): AbortSignal {
    return this.#cancellation.signal
  }

  onCancel(listener: CancelListener): () => void {
    return this.#cancellation.onCancel(listener)
  }

  throwIfCancelled(): void {
    this.#cancellation.throwIfCancelled()
  }

  /** The request that follows a redirect. */
  redirected(changes: Redirected): OutgoingRequest {
    const { method, url, headers, body } = this
    const request = { method, url, headers, body, attempt: 0, ...changes }
    return new OutgoingRequest(request, this.#cancellation, this.maxTextBytes)
  }
}
