import { abortError } from '@veza/resilience'
import { join } from '../bytes/join.ts'
import { Refused } from '../refusals/refused.ts'

/**
 * Reads a stream to its end.
 *
 * @returns its bytes, or `undefined` when they are more than allowed; the rest is not read then.
 */
export async function readStream(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  if (signal.aborted) throw abortError(signal)
  const chunks: Uint8Array[] = []
  let length = 0
  if (stream !== null) {
    const reader = stream.getReader()
    const stop = () => void reader.cancel().catch(() => undefined)
    signal.addEventListener('abort', stop, { once: true })
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        length += next.value.length
        if (length > maxBytes) {
          stop()
          return undefined
        }
        chunks.push(next.value)
      }
    } catch (error) {
      throw signal.aborted ? abortError(signal) : cutOff(error)
    } finally {
      signal.removeEventListener('abort', stop)
    }
    if (signal.aborted) throw abortError(signal)
  }
  return join(chunks)
}

function cutOff(error: unknown): Refused {
  return new Refused('WEBHOOK_BODY_INCOMPLETE', '', error)
}
