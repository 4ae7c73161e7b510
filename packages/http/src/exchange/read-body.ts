import { tooLarge } from '../errors/too-large.ts'

/**
 * Reads a body as text, and stops where it grows beyond `maxBytes`. Decoded bytes are counted: a few hundred bytes of
 * gzip may unpack to gigabytes.
 *
 * @param onCancel - tells when to stop, also of a body whose `fetch` does not listen.
 * @throws {@link InvalidResponseError} `RESPONSE_TOO_LARGE`
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  onCancel: (listener: () => void) => () => void,
): Promise<string> {
  if (body === null) return ''
  const reader = body.getReader()
  const stop = () => void reader.cancel().catch(() => undefined)
  const leave = onCancel(stop)
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
    leave()
    // Frees the connection when reading stopped early; does nothing when the body has ended.
    stop()
  }
}
