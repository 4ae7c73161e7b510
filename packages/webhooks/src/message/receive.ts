import { InvalidRequestError } from '@veza/resilience'
import { Refused } from '../refusals/refused.ts'
import { HeaderReader } from './header-reader.ts'
import { readStream } from './read-stream.ts'
import { Received } from './received.ts'
import type { WebhookInput, WebhookMessage } from './webhook-input.ts'

/** Takes a request in whose body is there already. */
export function receive(message: WebhookMessage, maxBytes: number): Received {
  return receivedWith(message, bodyOf(message, maxBytes))
}

/** Takes a Fetch request in, reading its body. */
export async function receiveRequest(
  request: Request,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Received> {
  if (request.bodyUsed) throw new Refused('WEBHOOK_BODY_CONSUMED', 'the body was read before')
  if (Number(request.headers.get('content-length')) > maxBytes) throw bodyTooLarge(maxBytes)
  const body = await readStream(request.body, maxBytes, signal ?? request.signal)
  return receivedWith(request, body ?? bodyTooLarge(maxBytes))
}

/** Takes in what comes before the body. */
export function receiveHead(input: WebhookInput): Received {
  return receivedWith(input, new Uint8Array())
}

/** Whether the input is a Fetch request, also one of another realm or of a polyfill. */
export function isRequest(input: WebhookInput): input is Request {
  if (typeof input !== 'object' || input === null) throw invalid('it is no object')
  return 'arrayBuffer' in input && 'bodyUsed' in input
}

function receivedWith(input: WebhookInput, body: Uint8Array | Refused): Received {
  if (body instanceof Refused) throw body
  const { headers, url, method } = input
  if (typeof headers !== 'object' || headers === null) throw invalid('it has no headers')
  return new Received(body, new HeaderReader(headers), url, method ?? 'POST')
}

function bodyOf(message: WebhookMessage, maxBytes: number): Uint8Array {
  const bytes = bytesOf(message.rawBody ?? message.body, maxBytes)
  if (bytes === undefined) throw new Refused('WEBHOOK_BODY_PARSED', 'the body was parsed: its bytes are gone')
  if (bytes.length > maxBytes) throw bodyTooLarge(maxBytes)
  return bytes
}

function bytesOf(body: unknown, maxBytes: number): Uint8Array | undefined {
  if (body instanceof Uint8Array) return body
  if (typeof body === 'string') {
    if (body.length > maxBytes) throw bodyTooLarge(maxBytes)
    // Half a surrogate pair has no UTF-8 form: whoever made the string has lost bytes.
    if (!body.isWellFormed()) throw new Refused('WEBHOOK_BODY_INVALID', 'the body is a broken string')
    return new TextEncoder().encode(body)
  }
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  if (body === undefined || body === null) throw new Refused('WEBHOOK_BODY_MISSING', 'there is no body')
  return undefined
}

/** The refusal of a body that is larger than allowed. */
export function bodyTooLarge(maxBytes: number): Refused {
  return new Refused('WEBHOOK_BODY_TOO_LARGE', `the body has more than ${maxBytes} bytes`)
}

function invalid(what: string): InvalidRequestError {
  return new InvalidRequestError(`What is to be verified is no request: ${what}`, {
    code: 'INVALID_ARGUMENT',
    remedy: 'Pass a Fetch Request, or { headers, body }.',
  })
}
