import { InvalidResponseError } from '@veza/resilience'

/**
 * Reads a body as text, and stops where it grows beyond `maxBytes`. Decoded bytes are counted: a few hundred bytes of
 * gzip may unpack to gigabytes.
 *
 * @param signal - stops the reading, also of a body whose `fetch` does not listen.
 * @throws {@link InvalidResponseError} `RESPONSE_TOO_LARGE`
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  if (body === null) return ''
  const reader = body.getReader()
  const stop = () => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      bytes += value.byteLength
      if (bytes > maxBytes) throw tooLarge(maxBytes)
      text += decoder.decode(value, { stream: true })
    }
  } finally {
    signal.removeEventListener('abort', stop)
    // Frees the connection when reading stopped early; does nothing when the body has ended.
    stop()
  }
}

function tooLarge(maxBytes: number): InvalidResponseError {
  return new InvalidResponseError(`The answer is larger than ${maxBytes} bytes`, {
    code: 'RESPONSE_TOO_LARGE',
    remedy: 'Ask for less at a time, or raise maxResponseBytes.',
  })
}
