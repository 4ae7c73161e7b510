import { errorForStatus, retryAfterMs, type VezaError } from '@veza/resilience'
import type { IncomingAnswer } from './webhook-transport.ts'

interface Meaning {
  readonly code: string
  readonly message: string
  readonly remedy: string
}

const redirected: Meaning = {
  code: 'DELIVERY_REDIRECTED',
  message: 'The endpoint redirects, which a webhook does not follow',
  remedy: 'Register the address that the endpoint redirects to, if you trust it.',
}

const gone: Meaning = {
  code: 'DELIVERY_ENDPOINT_GONE',
  message: 'The endpoint is gone for good (410)',
  remedy: 'Remove the endpoint: it asks for no more webhooks.',
}

const notAccepted: Meaning = {
  code: 'DELIVERY_NOT_ACCEPTED',
  message: 'The endpoint did not accept the webhook',
  remedy: "Look at the endpoint's own log, and send the webhook again once it is mended.",
}

const retried: readonly number[] = [408, 425, 429, 500, 502, 503, 504]

/**
 * The error for an answer that is no 2xx.
 *
 * @param now - milliseconds since the Unix epoch, for a Retry-After that is a date.
 */
export function deliveryFailure({ status, headers, body }: IncomingAnswer, now: number): VezaError {
  const meaning = meaningOf(status)
  const message = meaning === notAccepted ? `${meaning.message} (${status})` : meaning.message
  const asked = retryAfterMs((name) => headers.get(name), now)
  return new (errorForStatus(status))(message, {
    code: meaning.code,
    remedy: meaning.remedy,
    status,
    retryable: retried.includes(status),
    ...(asked !== undefined && { retryAfterMs: asked }),
    details: { answer: new TextDecoder().decode(body) },
  })
}

function meaningOf(status: number): Meaning {
  if (status >= 300 && status < 400) return redirected
  return status === 410 ? gone : notAccepted
}
