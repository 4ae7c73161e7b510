const hidden = '[redacted]'

const printableHeaders: readonly string[] = [
  'accept',
  'cache-control',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'etag',
  'idempotency-key-support',
  'retry-after',
  'retry-after-ms',
  'server',
  'user-agent',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-request-id',
]

const printableQuery: readonly string[] = ['page', 'limit', 'before_id', 'offset']

/**
 * Headers fit for a log: only the values of harmless, known headers are printed. An allow-list, since nobody can list
 * every header that may hold a secret.
 *
 * @param headers - names and values.
 * @param alsoAllowed - names of further headers to print.
 * @example
 * ```ts
 * import { redactHeaders } from '@veza/resilience/secrets'
 *
 * console.log(redactHeaders(new Headers({ accept: 'application/json', 'x-api-key': 'k' })))
 * ```
 */
export function redactHeaders(
  headers: Iterable<readonly [string, string]>,
  alsoAllowed: readonly string[] = [],
): Record<string, string> {
  return redact(headers, [...printableHeaders, ...lowerCase(alsoAllowed)])
}

/**
 * A URL fit for a log: no user info, no fragment, and only the values of harmless, known query parameters.
 *
 * @param url - the URL; what is none, or has no host, prints as `[redacted]`.
 * @param alsoAllowed - names of further query parameters to print.
 * @example
 * ```ts
 * import { redactUrl } from '@veza/resilience/secrets'
 *
 * console.log(redactUrl('https://api.veza.app/v1/users?page=2&email=a@b.c'))
 * ```
 */
export function redactUrl(url: string | URL, alsoAllowed: readonly string[] = []): string {
  const parsed = URL.parse(url)
  if (parsed === null || parsed.host === '') return hidden
  const { protocol, host, pathname, searchParams } = parsed
  const query = Object.entries(redact(searchParams, [...printableQuery, ...lowerCase(alsoAllowed)]))
  const text = query.map(([name, value]) => `${encodeURIComponent(name)}=${printable(value)}`).join('&')
  return `${protocol}//${host}${pathname}${text && `?${text}`}`
}

function lowerCase(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase())
}

function printable(value: string): string {
  return value === hidden ? hidden : encodeURIComponent(value)
}

function redact(
  pairs: Iterable<readonly [string, string]>,
  allowed: readonly string[],
): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, value] of pairs) shown[name] = allowed.includes(name.toLowerCase()) ? value : hidden
  return shown
}
