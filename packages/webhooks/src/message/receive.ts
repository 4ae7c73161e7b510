import { Refused } from '../refusals/refused.ts'
import { HeaderReader } from './header-reader.ts'
import { Received } from './received.ts'
import type { WebhookInput, WebhookMessage } from './webhook-input.ts'

/** Whether the input is a Fetch request, also one of another realm or of a polyfill. */
export function isRequest(input: WebhookInput): input is Request {
  if (typeof input !== 'object' || input === null) throw new Refused('INVALID_ARGUMENT')
  return 'arrayBuffer' in input && 'bodyUsed' in input
}

/** Takes a request in whose body is there already. */
export function receive(message: WebhookMessage, maxBytes: number): Received {
  const bytes = bytesOf(message.rawBody ?? message.body)
  if (bytes.length > maxBytes) throw tooLarge(maxBytes)
  return receivedWith(message, bytes)
}

/** A request with its body, or without where it comes before the body. */
export function receivedWith(
  { headers, url, method }: WebhookInput,
  body: Uint8Array = new Uint8Array(),
): Received {
  if (typeof headers !== 'object' || headers === null) throw new Refused('INVALID_ARGUMENT')
  return new Received(body, new HeaderReader(headers), url, method ?? 'POST')
}

/** The refusal of a body that is too long. */
export function tooLarge(maxBytes: number): Refused {
  return new Refused('WEBHOOK_BODY_TOO_LARGE', String(maxBytes))
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  if (typeof body !== 'string')
    throw new Refused(body === undefined || body === null ? 'WEBHOOK_BODY_MISSING' : 'WEBHOOK_BODY_PARSED')
  // Half a surrogate pair has no UTF-8 form: whoever made the string has lost bytes.
  if (!body.isWellFormed()) throw new Refused('WEBHOOK_BODY_INVALID', 'a well-formed string')
  return new TextEncoder().encode(body)
}
