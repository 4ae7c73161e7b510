import { anything, type Checks, checkOptions } from '@veza/resilience/options'
import type { Draft, Scheme } from '../schemes/scheme.ts'
import { invalidArgument } from './invalid-argument.ts'
import { randomId } from './random-id.ts'
import type { OutgoingWebhook } from './sign-options.ts'

const jsonType = 'application/json'
const formType = 'application/x-www-form-urlencoded'

const checks: Checks<OutgoingWebhook> = {
  body: anything,
  id: anything,
  timestamp: anything,
  url: anything,
  method: anything,
  headers: anything,
}

/** A webhook with its bytes, id and time settled, about to be signed. */
export function draftOf(
  webhook: OutgoingWebhook,
  scheme: Scheme,
  nowMs: number,
  random: () => number,
): Draft {
  checkOptions('sign()', webhook, checks)
  const { body, id, timestamp, url, method = 'POST', headers = {} } = webhook
  const timestampMs = timestamp?.getTime() ?? nowMs
  // With a comma, it would pass for a header that came twice.
  if (id !== undefined && !/^[!-+\--~]{1,256}$/.test(id))
    throw invalidArgument('id', 'Pass at most 256 visible ASCII letters, without spaces and commas.')
  if (Number.isNaN(timestampMs)) throw invalidArgument('timestamp', 'Pass a date that exists.')
  const [bytes, type] = encoded(dated(body, scheme, timestampMs))
  const lowerCase = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return {
    body: bytes,
    headers: { ...(type !== undefined && { 'content-type': type }), ...lowerCase },
    url,
    method,
    id: id ?? randomId(random),
    timestampMs,
  }
}

/** Puts the time where a scheme looks for it in the body, unless it is there. */
function dated(body: OutgoingWebhook['body'], scheme: Scheme, ms: number): OutgoingWebhook['body'] {
  const place = 'timestamp' in scheme ? scheme.timestamp : undefined
  return place && 'body' in place && isPlain(body) ? { [place.body]: ms, ...body } : body
}

function encoded(body: OutgoingWebhook['body']): [bytes: Uint8Array<ArrayBuffer>, type: string | undefined] {
  const encoder = new TextEncoder()
  if (body instanceof Uint8Array) return [new Uint8Array(body), undefined]
  if (body instanceof ArrayBuffer) return [new Uint8Array(body), undefined]
  if (body instanceof URLSearchParams) return [encoder.encode(String(body)), formType]
  if (typeof body === 'string') {
    if (!body.isWellFormed()) throw invalidArgument('body', 'Pass a well-formed string, or bytes.')
    return [encoder.encode(body), jsonType]
  }
  if (typeof body !== 'object' || body === null)
    throw invalidArgument('body', 'Pass bytes, text or an object.')
  return [encoder.encode(jsonOf(body)), jsonType]
}

function jsonOf(body: object): string {
  let json: string | undefined
  try {
    json = JSON.stringify(body)
  } catch {
    // A circle, or a bigint.
  }
  if (json === undefined) throw invalidArgument('body', 'Pass an object that JSON can hold.')
  return json
}

function isPlain(body: OutgoingWebhook['body']): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype
}
