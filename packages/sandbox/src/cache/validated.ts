import { fingerprint } from './fingerprint.ts'

/** Headers that a 304 has as the 200 would have had them (RFC 9110, section 15.4.5), and those of the sandbox. */
const kept = /^(?:cache-control|etag|vary|x-ratelimit-.*)$/

/**
 * A successful answer to a GET with a strong `ETag`, or 304 where the caller has it already (RFC 9110, section 13.1.2).
 *
 * @param ifNoneMatch - the request's header.
 */
export async function validated(response: Response, ifNoneMatch: string | undefined): Promise<Response> {
  if (!response.ok) return response
  const tagged = response.headers.has('etag') ? response : await withTag(response)
  if (ifNoneMatch === undefined || !matches(ifNoneMatch, tagged.headers.get('etag') ?? '')) return tagged
  await tagged.body?.cancel()
  const headers = [...tagged.headers].filter(([name]) => kept.test(name))
  return new Response(null, { status: 304, headers })
}

async function withTag(response: Response): Promise<Response> {
  const body = await response.arrayBuffer()
  const { status, headers } = response
  headers.set('etag', `"${fingerprint(body)}"`)
  return new Response(body, { status, headers })
}

/** A weak tag matches too: whoever has it wants to know whether anything has changed at all. */
function matches(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.trim() === '*' || ifNoneMatch.match(/"[^"]*"/g)?.includes(etag) === true
}
