import { WebhookVerificationError } from '@veza/resilience'
import { readStream } from '../message/read-stream.ts'
import { type Arrival, type ArrivedBody, headerOf } from './arrival.ts'
import { bodyParsed } from './body-parsed.ts'

/**
 * The bytes that were signed: those of the body before it was packed for the way (`Content-Encoding`). Some frameworks
 * unpack by themselves, so what no longer looks packed is left as it is.
 *
 * @param maxBytes - of the unpacked body: a few hundred bytes may unpack to gigabytes.
 * @throws a refusal: `WEBHOOK_BODY_ENCODED`, `WEBHOOK_BODY_TOO_LARGE`, `WEBHOOK_BODY_INCOMPLETE`, `WEBHOOK_BODY_PARSED`
 */
export async function decodeBody(
  arrival: Pick<Arrival, 'headers'>,
  { content, decoded }: ArrivedBody,
  maxBytes: number,
): Promise<Uint8Array> {
  const bytes = typeof content === 'string' ? bytesOf(content, arrival) : content
  const encoding = headerOf(arrival, 'content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (bytes.length === 0 || encoding === '' || encoding === 'identity') return bytes
  if (encoding === 'gzip' || encoding === 'x-gzip')
    return isGzip(bytes) ? unpack('gzip', bytes, maxBytes) : bytes
  if (encoding === 'deflate') return isZlib(bytes) ? unpack('deflate', bytes, maxBytes) : bytes
  if (decoded) return bytes
  throw encodingUnsupported()
}

/**
 * The bytes that a parser made a text of, where they can be told: it puts U+FFFD where bytes were no UTF-8, and leaves a
 * byte order mark out.
 */
function bytesOf(text: string, arrival: Pick<Arrival, 'headers'>): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  const length = headerOf(arrival, 'content-length')
  const packed = headerOf(arrival, 'content-encoding') !== undefined
  const whole = packed || length === undefined || Number(length) === bytes.length
  if (whole && !text.includes('\u{fffd}') && text.isWellFormed()) return bytes
  throw bodyParsed(
    'A text parser',
    'Keep the bytes instead of the text: use a raw body parser for this route.',
  )
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function isZlib(bytes: Uint8Array): boolean {
  return bytes[0] === 0x78 && (0x7800 + (bytes[1] ?? 0)) % 31 === 0
}

async function unpack(format: 'gzip' | 'deflate', packed: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream(format))
  return readStream(stream, maxBytes, new AbortController().signal)
}

function encodingUnsupported(): WebhookVerificationError {
  return new WebhookVerificationError('The body is packed in a way that cannot be unpacked here', {
    code: 'WEBHOOK_BODY_ENCODED',
    answerStatus: 415,
    remedy: 'Have the sender send the body plain, or with gzip or deflate.',
  })
}
