import { type RecordedRequest, recordedBody, recordedHeaders, recordedQuery } from './recorded-request.ts'

const mostKept = 10_000

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Writes down what is sent and what it is answered. */
export class RequestRecorder {
  readonly #showHeaders: readonly string[]
  #requests: RecordedRequest[] = []

  /** @param showHeaders - names of further headers to show. */
  constructor(showHeaders: readonly string[]) {
    this.#showHeaders = showHeaders
  }

  /** The last requests, oldest first, in the order they came in. */
  all(): readonly RecordedRequest[] {
    return this.#requests.slice(-mostKept)
  }

  clear(): void {
    this.#requests = []
  }

  /**
   * Records a request and its answer.
   *
   * @param path - below the base URL.
   * @param answer - answers the request.
   */
  async record(request: Request, path: string, answer: () => Promise<Response>): Promise<Response> {
    const recorded: Mutable<RecordedRequest> = {
      method: request.method,
      path,
      query: recordedQuery(new URL(request.url).searchParams),
      headers: recordedHeaders(request.headers, this.#showHeaders),
      body: undefined,
      status: undefined,
    }
    this.#requests.push(recorded)
    if (this.#requests.length > 2 * mostKept) this.#requests = this.#requests.slice(-mostKept)
    recorded.body = await recordedBody(request)
    const response = await answer()
    // A stalled answer that nobody waits for any more is none.
    if (!request.signal.aborted) recorded.status = response.status
    return response
  }
}
