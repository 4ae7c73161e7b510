import type { Dispatcher } from 'undici'
import { tooLarge } from '../../errors/too-large.ts'
import type { TransportRequest, TransportResponse } from '../transport.ts'
import { decoded } from './decoded.ts'
import { type HeaderRecord, RecordHeaders } from './record-headers.ts'

/** What waits for the answer. */
export interface Waiting {
  readonly resolve: (response: TransportResponse) => void
  readonly reject: (error: Error) => void
}

/** Gathers one answer's body as text, and stops where it grows beyond the limit. */
export class TextAnswer implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number
  readonly #waiting: Waiting
  readonly #leave: () => void
  #controller: Dispatcher.DispatchController | undefined
  #cancelled: Error | undefined
  #status = 0
  #headers: HeaderRecord = {}
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(request: TransportRequest, maxBytes: number, waiting: Waiting) {
    this.#maxBytes = maxBytes
    this.#waiting = waiting
    this.#leave = request.onCancel((reason) => {
      this.#cancelled = reason
      this.#controller?.abort(reason)
    })
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // It waited for a connection until nobody wanted it any more.
    if (this.#cancelled !== undefined) controller.abort(this.#cancelled)
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: HeaderRecord): void {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.byteLength
    if (this.#bytes > this.#maxBytes) controller.abort(tooLarge(this.#maxBytes))
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.#leave()
    const headers = new RecordHeaders(this.#headers)
    const body = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks)
    const respond = (bytes: Buffer) =>
      this.#waiting.resolve({ status: this.#status, headers, body: null, content: textOf(bytes) })
    const encoding = headers.get('content-encoding')
    if (encoding === null || this.#bytes === 0) respond(body)
    else {
      const fail = (error: Error) => this.#waiting.reject(this.#unreadable(error))
      decoded(body, encoding, this.#maxBytes).then(respond, fail)
    }
  }

  onResponseError(_: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#leave()
    this.#waiting.reject(error)
  }

  #unreadable(error: Error): Error {
    return 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(this.#maxBytes) : error
  }
}

/** UTF-8, without the byte order mark that `TextDecoder` drops too. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString()
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}
