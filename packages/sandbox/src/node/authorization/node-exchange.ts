import type { RequestListener } from 'node:http'
import inject from 'light-my-request'
import { bodyText } from '../../protect/body-text.ts'

/** Bodies of requests to an authorization server are forms of a few fields. */
const maxBytes = 256 * 1024

/**
 * Has a listener that was written for Node.js's HTTP server answer a Fetch request.
 *
 * @throws ApiFailure 413
 */
export async function nodeExchange(listener: RequestListener, request: Request): Promise<Response> {
  const { pathname, search, host, protocol } = new URL(request.url)
  const body = await bodyText(request, maxBytes)
  const headers: Record<string, string> = {}
  for (const [name, value] of request.headers) if (!name.startsWith('x-forwarded-')) headers[name] = value
  const answer = await inject(listener, {
    method: request.method,
    url: pathname + search,
    // What the listener would see from its own socket.
    headers: { ...headers, host, 'x-forwarded-proto': protocol.slice(0, -1) },
    ...(body !== '' && { payload: body }),
  })
  const bodyless = [204, 205, 304].includes(answer.statusCode)
  return new Response(bodyless ? null : Uint8Array.from(answer.rawPayload), {
    status: answer.statusCode,
    headers: headersOf(answer.headers),
  })
}

const ofTheConnection: readonly string[] = ['connection', 'keep-alive', 'transfer-encoding', 'content-length']

function headersOf(from: Readonly<Record<string, unknown>>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(from)) {
    if (value === undefined || ofTheConnection.includes(name)) continue
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, String(one))
  }
  return headers
}
