/** A request as it goes out: signed, complete. */
export interface OutgoingRequest {
  readonly url: string
  readonly method: 'POST'
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
  /** How much of the answer's body to read, in bytes; the rest is not received. */
  readonly maxResponseBytes: number
  /** Ends the exchange, also while the answer is read. */
  readonly signal: AbortSignal
}

/** What came back. */
export interface IncomingAnswer {
  readonly status: number
  readonly headers: Headers
  /** The start of the body, `maxResponseBytes` at most. */
  readonly body: Uint8Array
  /** Whether there was more of it. */
  readonly truncated: boolean
}

/**
 * Sends one request and gives what came back, whatever its status; follows no redirect.
 *
 * @throws a `ConnectionError` where no answer came, `CONNECTION_FAILED` if nothing was sent.
 */
export type WebhookTransport = (request: OutgoingRequest) => Promise<IncomingAnswer>
