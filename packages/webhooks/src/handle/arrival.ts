import type { WebhookMessage } from '../message/webhook-input.ts'

/** A body as a framework gave it. */
export interface ArrivedBody {
  /** Exact bytes; or text, where a parser kept no bytes. */
  readonly content: Uint8Array | string
  /** Whether a parser has already undone the `Content-Encoding`. */
  readonly decoded: boolean
}

/** A request that has arrived: its head, and its body when asked for. */
export interface Arrival {
  readonly method: string
  /** The whole address, where it is known. */
  readonly url: string | undefined
  /** Each header as it came, also when it came twice. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /**
   * Gets the body.
   *
   * @param maxBytes - where reading stops.
   * @throws a WebhookVerificationError: too large, cut off, or already parsed.
   */
  readonly body: (maxBytes: number) => Promise<ArrivedBody>
}

/** The first value of a header. */
export function headerOf({ headers }: Pick<Arrival, 'headers'>, name: string): string | undefined {
  const wanted = name.toLowerCase()
  return headers.find(([key]) => key.toLowerCase() === wanted)?.[1]
}

/**
 * The request as a verifier reads it.
 *
 * @param body - unpacked: so the header that said how it was packed is left out.
 */
export function messageOf(
  { method, url, headers }: Arrival,
  body: Uint8Array = new Uint8Array(),
): WebhookMessage {
  const kept = headers.filter(([name]) => name.toLowerCase() !== 'content-encoding')
  return { method, headers: kept, body, ...(url !== undefined && { url }) }
}
