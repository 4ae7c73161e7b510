import type { HttpRequest } from '../exchange/middleware.ts'

/** A shorter value may be an ordinary word; taking it out would tell more than it hides. */
const shortest = 6
/** A path's own words are shorter than this; tokens in paths are longer. */
const shortestSegment = 16
/** How much of a text is looked at, and how many values are looked for: a hostile server must not cost much. */
const longestText = 16_384
const mostValues = 500
const longestPattern = 64
const harmlessHeaders: readonly string[] = ['accept', 'content-type', 'idempotency-key']

/** What was sent, with its credential. */
export type Sent = Pick<HttpRequest, 'url' | 'headers' | 'body'>

/**
 * A text of a server without what was sent to it: servers like to repeat the token they refuse, and messages end up in
 * logs. Values of fewer than six characters are left in.
 *
 * @param text - what the server said.
 * @param sent - the request it says it about.
 */
export function withoutEchoes(text: string, sent: Sent): string {
  const values = [...headerValues(sent.headers), ...urlValues(sent.url), ...bodyValues(sent.body)]
    .filter(({ length }) => length >= shortest)
    .slice(0, mostValues)
    .sort((a, b) => b.length - a.length)
  const looked = text.slice(0, longestText)
  if (values.length === 0) return looked
  return looked.replace(new RegExp(values.map(pattern).join('|'), 'gi'), '…')
}

/** Whether a short text of a server, as a code or an id, repeats something that was sent. */
export function isEcho(text: string, sent: Sent): boolean {
  return (
    withoutEchoes(text, sent) !== text ||
    Object.values(sent.headers).some((value) => text.length >= shortest && value.includes(text))
  )
}

function headerValues(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => !harmlessHeaders.includes(name))
    .flatMap(([, value]) => [value, ...value.split(/[\s;,=]+/), ...basicParts(value)])
}

function basicParts(value: string): string[] {
  const [, encoded] = value.match(/^Basic ([\w+/]+=*)$/i) ?? []
  if (encoded === undefined) return []
  try {
    const decoded = atob(encoded)
    return [decoded, ...decoded.split(':')]
  } catch {
    return []
  }
}

function urlValues(url: string): string[] {
  const { searchParams, search, pathname } = new URL(url)
  const raw = search
    .slice(1)
    .split('&')
    .map((pair) => pair.slice(pair.indexOf('=') + 1))
  const decoded = [...searchParams.values()]
  const segments = pathname.split('/').filter(({ length }) => length >= shortestSegment)
  return [...raw, ...decoded, ...decoded.map(encodeURIComponent), ...segments, ...segments.map(unescaped)]
}

function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function bodyValues(body: Sent['body']): string[] {
  if (typeof body !== 'string') return []
  const values: string[] = [body]
  try {
    JSON.parse(body, (_, value: unknown) => {
      if (typeof value === 'string') values.push(value, JSON.stringify(value).slice(1, -1))
      if (typeof value === 'number') values.push(String(value))
      return value
    })
  } catch {
    // A middleware may send something else than JSON: then the whole is all there is to look for.
  }
  return values
}

/** A long value is known by its beginning: the server may have cut it, and a pattern must not grow with what was sent. */
function pattern(value: string): string {
  return value.length > longestPattern ? `${literally(value.slice(0, longestPattern))}\\S*` : literally(value)
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
