import { plainAddress } from './address-range.ts'
import type { EgressPolicy } from './egress-policy.ts'
import { egressRefusal } from './egress-refusal.ts'
import { type EgressRules, egressRules } from './egress-rules.ts'

/** A URL that was found in order, taken apart once: whoever connects goes by this, and reads the URL no more. */
export interface Destination {
  readonly secure: boolean
  /** The host, as a name or an address; lower case, without brackets or a final dot. */
  readonly host: string
  readonly port: number
  /** What the `Host` header says: the host, and the port where it is not the scheme's own. */
  readonly authority: string
  /** Path and query. */
  readonly path: string
  /** The host's address, where the URL names one itself. */
  readonly address: string | undefined
}

/** Longer URLs are no webhook endpoint's, and cost time to read. */
const longestUrl = 2048

/**
 * Checks what a URL alone tells: its form, scheme, port, host name and, where the host is an address in whatever
 * notation, that address. A name must still be resolved and its addresses checked, which the guarded transport of
 * `@veza/webhooks/node` does as it connects; this check is for the moment somebody registers a URL.
 *
 * @param url - the URL, as it was written.
 * @param policy - exceptions from the rule: https, port 443, public hosts.
 * @throws InvalidRequestError `EGRESS_URL_INVALID`, `EGRESS_SCHEME_REFUSED`, `EGRESS_PORT_REFUSED`,
 * `EGRESS_NAME_REFUSED`, `EGRESS_ADDRESS_REFUSED`; `INVALID_OPTION` for a wrong policy.
 * @example
 * ```ts
 * import { isVezaError } from '@veza/resilience'
 * import { checkDestination } from '@veza/webhooks/egress'
 *
 * try {
 *   checkDestination('https://0x7f.1/admin')
 * } catch (error) {
 *   if (isVezaError(error)) console.log(error.code) // EGRESS_ADDRESS_REFUSED
 * }
 * ```
 */
export function checkDestination(url: string | URL, policy: EgressPolicy = {}): Destination {
  return destinationOf(url, egressRules(policy))
}

/** {@link checkDestination} with a policy that was read before. */
export function destinationOf(url: string | URL, rules: EgressRules): Destination {
  const parsed = parse(typeof url === 'string' ? url : url.href)
  const { protocol, hostname, pathname, search } = parsed
  if (!rules.schemes.includes(protocol)) {
    throw egressRefusal('EGRESS_SCHEME_REFUSED', `The scheme ${protocol} is not allowed here`)
  }
  const secure = protocol === 'https:'
  const port = parsed.port === '' ? (secure ? 443 : 80) : Number(parsed.port)
  if (!rules.ports.includes(port)) {
    throw egressRefusal('EGRESS_PORT_REFUSED', `The port ${port} is not allowed here`)
  }
  const host = hostname.replace(/^\[|\]$|\.$/g, '')
  const address = plainAddress(host)
  if (address === undefined) checkName(host, rules)
  else checkAddress(host, address, rules)
  const bare = hostname.replace(/\.$/, '')
  const authority = parsed.port === '' ? bare : `${bare}:${parsed.port}`
  return { secure, host, port, authority, path: pathname + search, address }
}

/**
 * Refuses an address that is not public, and what is no address at all.
 *
 * @param host - whose address it is, for the message.
 * @returns the address in plain form.
 * @throws InvalidRequestError `EGRESS_ADDRESS_REFUSED`
 */
export function checkAddress(host: string, text: string, rules: EgressRules): string {
  const address = plainAddress(text)
  const range = address === undefined ? 'unreadable' : rules.refusesAddress(address)
  if (address !== undefined && range === undefined) return address
  throw egressRefusal('EGRESS_ADDRESS_REFUSED', `${host} is or leads to an address that is not public`, {
    host,
    address: text,
    range,
  })
}

const hostName = /^(?=.{1,253}$)[\w-]{1,63}(?:\.[\w-]{1,63})*$/

function checkName(name: string, rules: EgressRules): void {
  if (!hostName.test(name) || rules.refusesName(name)) {
    throw egressRefusal('EGRESS_NAME_REFUSED', 'The host is not a public name')
  }
}

/** What two readers of URLs might read differently is refused, however harmless this reader finds it. */
function parse(url: string): URL {
  if (url.length > longestUrl) throw invalid(`The URL is longer than ${longestUrl} characters`)
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(url))
    throw invalid('The URL holds a space, a backslash or a control character')
  const authority = /^[a-z][a-z\d+.-]*:\/\/([^/?#]+)/i.exec(url)?.[1]
  if (authority === undefined) throw invalid('The URL has no scheme or no host')
  if (authority.includes('@')) throw invalid('The URL holds user info')
  if (authority.includes('%')) throw invalid('The host of the URL is escaped')
  const parsed = URL.parse(url)
  if (parsed === null || parsed.hostname === '') throw invalid('The URL cannot be read')
  return parsed
}

function invalid(message: string): Error {
  return egressRefusal('EGRESS_URL_INVALID', message)
}
