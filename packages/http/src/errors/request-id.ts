import { isEcho, type Sent } from './without-echoes.ts'

/** An id is one word. */
const sane = /^[\w.:-]{1,128}$/

/**
 * The server's id for a request, under the names that servers and proxies use; none where it is no id, or repeats
 * something secret that was sent.
 */
export function requestIdOf(headers: Headers, sent: Sent | undefined): string | undefined {
  return checkedId(headers.get('x-request-id') ?? headers.get('request-id') ?? undefined, sent)
}

/** The id, if it is one. */
export function checkedId(id: string | undefined, sent: Sent | undefined): string | undefined {
  return id === undefined || !sane.test(id) || (sent !== undefined && isEcho(id, sent)) ? undefined : id
}
