import { request as httpRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Destination } from '../../egress/check-destination.ts'
import type { IncomingAnswer, OutgoingRequest } from '../../send/webhook-transport.ts'

const mostHeaderBytes = 16_384

/**
 * Writes a request to a socket and reads the answer. The socket serves this one exchange.
 *
 * @throws the socket's error, or the signal's reason.
 */
export async function exchange(
  socket: Socket,
  destination: Destination,
  request: OutgoingRequest,
): Promise<IncomingAnswer> {
  try {
    const answer = await sent(socket, destination, request)
    const status = answer.statusCode ?? 0
    return { status, headers: headersOf(answer), ...(await start(answer, request.maxResponseBytes)) }
  } catch (error) {
    throw request.signal.aborted ? request.signal.reason : error
  } finally {
    socket.destroy()
  }
}

/** Writes the request; what comes back is the start of the answer. */
function sent(
  socket: Socket,
  { authority, path }: Destination,
  { method, headers, body, signal }: OutgoingRequest,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      method,
      path,
      headers: { ...headers, host: authority, 'content-length': body.byteLength, connection: 'close' },
      createConnection: () => socket,
      setHost: false,
      maxHeaderSize: mostHeaderBytes,
      signal,
    })
    outgoing.on('response', resolve)
    outgoing.on('error', reject)
    outgoing.on('close', () => reject(new Error('closed without an answer')))
    outgoing.end(body)
  })
}

/** Reads no further than asked: the body is the receiver's, and may have no end. */
async function start(
  answer: IncomingMessage,
  maxBytes: number,
): Promise<Pick<IncomingAnswer, 'body' | 'truncated'>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    const room = maxBytes - bytes
    chunks.push(chunk.subarray(0, room))
    bytes += Math.min(chunk.byteLength, room)
    if (chunk.byteLength > room) return { body: Buffer.concat(chunks), truncated: true }
  }
  return { body: Buffer.concat(chunks), truncated: false }
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    headers.append(rawHeaders[i] as string, rawHeaders[i + 1] as string)
  }
  return headers
}
