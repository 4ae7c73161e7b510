import { InvalidResponseError } from '@veza/resilience'
import { withoutEchoes } from '../errors/without-echoes.ts'
import type { Transport, TransportResponse } from '../transport/transport.ts'
import type { OutgoingRequest } from './outgoing-request.ts'

const mostRedirects = 5
const redirects: readonly number[] = [301, 302, 303, 307, 308]

/**
 * Sends a request and follows redirects by hand, on the same origin only: a transport that follows them itself takes
 * custom credential headers along to wherever it is sent. A request that changes something is never turned into a GET
 * by a 301 or 302, as browsers do: it would seem to succeed.
 *
 * @param onCarriedOut - is told when a 303 says that a request was carried out, and where its outcome is.
 * @throws {@link InvalidResponseError} `REDIRECT_REFUSED`
 */
export async function followRedirects(
  transport: Transport,
  request: OutgoingRequest,
  onCarriedOut: () => void,
): Promise<TransportResponse & { readonly url: string }> {
  let current = request
  for (let hops = 0; ; hops++) {
    const response = await transport(current)
    // The caller may have been given its error already: nothing more is sent then.
    request.throwIfCancelled()
    if (response.status !== 0 && !redirects.includes(response.status)) return at(current.url, response)
    void response.body?.cancel().catch(() => undefined)
    if (hops === mostRedirects) throw refused(`The server redirects more than ${mostRedirects} times`)
    const next = redirected(current, response)
    if (next.method !== current.method) onCarriedOut()
    current = next
  }
}

function redirected(request: OutgoingRequest, { status, headers }: TransportResponse): OutgoingRequest {
  const location = headers.get('location')
  if (location === null || !URL.canParse(location, request.url)) {
    throw refused('The server redirects, but does not say whereto')
  }
  const from = new URL(request.url)
  const to = new URL(location, from)
  if (to.origin !== from.origin)
    throw refused(`The server redirects to another origin, ${withoutEchoes(to.origin, request)}`)
  to.username = ''
  to.password = ''
  to.hash = ''
  const url = to.href
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (reads) return request.redirected({ url })
  if (status === 307 || status === 308) {
    if (typeof request.body === 'object' && !request.body.replayable)
      throw refused('The server redirects a request whose body can be sent only once')
    return request.redirected({ url })
  }
  if (status !== 303) throw refused(`The server answers a ${request.method} with a redirect (${status})`)
  const { 'content-type': _, ...kept } = request.headers
  return request.redirected({ url, method: 'GET', headers: kept, body: undefined })
}

/** Read field by field: those of a `Response` are not its own. */
function at(
  url: string,
  { status, headers, body, content }: TransportResponse,
): TransportResponse & { readonly url: string } {
  return { status, headers, body, url, ...(typeof content === 'string' && { content }) }
}

function refused(message: string): InvalidResponseError {
  return new InvalidResponseError(message, {
    code: 'REDIRECT_REFUSED',
    remedy: 'Set baseUrl to the address the server redirects to, if you trust it.',
  })
}
