import { headerOf, type Arrival, type ArrivedBody } from './arrival.ts'
import { bodyIncomplete, bodyParsed, bodyTooLarge, encodingUnsupported } from './refusals.ts'

/**
 * The bytes that were signed: those of the body before it was packed for the way (`Content-Encoding`). Some frameworks
 * unpack by themselves, so what no longer looks packed is left as it is.
 *
 * @param maxBytes - of the unpacked body: a few hundred bytes may unpack to gigabytes.
 * @throws WebhookVerificationError `WEBHOOK_ENCODING_UNSUPPORTED`, `WEBHOOK_BODY_TOO_LARGE`, `WEBHOOK_BODY_INCOMPLETE`,
 * `WEBHOOK_BODY_PARSED`
 */
export async function decodeBody(
  arrival: Pick<Arrival, 'headers'>,
  { content, decoded }: ArrivedBody,
  maxBytes: number,
): Promise<Uint8Array> {
  const bytes = typeof content === 'string' ? bytesOf(content) : content
  const encoding = headerOf(arrival, 'content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (bytes.length === 0 || encoding === '' || encoding === 'identity') return bytes
  if (encoding === 'gzip' || encoding === 'x-gzip') return isGzip(bytes) ? unpack('gzip', bytes, maxBytes) : bytes
  if (encoding === 'deflate') return isZlib(bytes) ? unpack('deflate', bytes, maxBytes) : bytes
  if (decoded) return bytes
  throw encodingUnsupported()
}

/** A parser that makes text of a body puts U+FFFD where bytes were no UTF-8: then it cannot be told what was signed. */
function bytesOf(text: string): Uint8Array {
  if (!text.includes('\u{fffd}') && text.isWellFormed()) return new TextEncoder().encode(text)
  throw bodyParsed('A text parser', 'Keep the bytes instead of the text: use a raw body parser for this route.')
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function isZlib(bytes: Uint8Array): boolean {
  return bytes[0] === 0x78 && (0x7800 + (bytes[1] ?? 0)) % 31 === 0
}

async function unpack(format: 'gzip' | 'deflate', packed: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream(format))
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length
      if (length > maxBytes) throw bodyTooLarge(maxBytes)
      chunks.push(next.value)
    }
  } catch (error) {
    throw length > maxBytes ? error : bodyIncomplete(error)
  } finally {
    void reader.cancel().catch(() => undefined)
  }
  return joined(chunks, length)
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
