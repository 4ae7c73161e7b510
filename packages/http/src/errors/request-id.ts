import type { HttpRequest } from '../exchange/middleware.ts'
import type { ResponseHeaders } from '../transport/transport.ts'

/** An id is one word. */
const sane = /^[\w.:-]{1,128}$/
/** A shorter text is in many a header by chance. */
const shortestEcho = 6

/**
 * The server's id for a request, under the names that servers and proxies use; none where it is no id, or repeats a
 * header that was sent, which may be the credential.
 */
export function requestIdOf(
  headers: ResponseHeaders,
  sent: Pick<HttpRequest, 'headers'> | undefined,
): string | undefined {
  const id = headers.get('x-request-id') ?? headers.get('request-id')
  if (id === null || !sane.test(id)) return undefined
  const headersSent = id.length < shortestEcho ? [] : Object.values(sent?.headers ?? {})
  return headersSent.some((value) => value.includes(id)) ? undefined : id
}
