import { Refused } from '../refusals/refused.ts'
import { readStream } from './read-stream.ts'
import { tooLarge } from './too-large.ts'

/** Reads the body of a Fetch request that nobody has read from. */
export async function readRequest(
  request: Request,
  maxBytes: number,
  signal: AbortSignal = request.signal,
): Promise<Uint8Array> {
  if (request.bodyUsed) throw new Refused('WEBHOOK_BODY_CONSUMED')
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge(maxBytes)
  return readStream(request.body, maxBytes, signal)
}
