import { abortError } from '@veza/resilience'
import { readChunks, untilAborted } from '@veza/resilience/bodies'
import { join } from '../bytes/join.ts'
import { Refused } from '../refusals/refused.ts'
import { tooLarge } from './too-large.ts'

/** Reads a stream to its end; refused when it is cut off, or has more bytes than allowed. */
export async function readStream(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (signal.aborted) throw abortError(signal)
  const chunks: Uint8Array[] = []
  let failure: unknown
  try {
    await readChunks(stream, maxBytes, tooLarge, untilAborted(signal), (chunk) => chunks.push(chunk))
  } catch (error) {
    failure = error instanceof Refused ? error : new Refused('WEBHOOK_BODY_INCOMPLETE', '', error)
  }
  if (signal.aborted) throw abortError(signal)
  if (failure !== undefined) throw failure
  return join(chunks)
}
