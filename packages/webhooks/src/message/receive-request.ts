import { Refused } from '../refusals/refused.ts'
import { readStream } from './read-stream.ts'
import { receivedWith, tooLarge } from './receive.ts'
import type { Received } from './received.ts'

/** Takes a Fetch request in, reading its body. */
export async function receiveRequest(
  request: Request,
  maxBytes: number,
  signal: AbortSignal = request.signal,
): Promise<Received> {
  if (request.bodyUsed) throw new Refused('WEBHOOK_BODY_CONSUMED')
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge(maxBytes)
  const body = await readStream(request.body, maxBytes, signal)
  if (body === undefined) throw tooLarge(maxBytes)
  return receivedWith(request, body)
}
