import { Refused } from '../refusals/refused.ts'
import { tooLarge } from './too-large.ts'
import type { WebhookMessage } from './webhook-input.ts'

/** The bytes of a body that is there already. */
export function bodyOf({ body, rawBody }: WebhookMessage, maxBytes: number): Uint8Array {
  const bytes = bytesOf(rawBody ?? body)
  if (bytes.length > maxBytes) throw tooLarge(maxBytes)
  return bytes
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
