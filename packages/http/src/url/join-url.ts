import { InvalidRequestError } from '@veza/resilience'

/** Values for the `{name}` parts of a path. */
export type PathParams = Readonly<Record<string, string | number>>

/** Values of a query: `undefined` and `null` are left out, lists repeat the name, dates become RFC 3339. */
export type Query = Readonly<Record<string, unknown>>

/**
 * Joins a path to the base URL. Neither the path nor a parameter can leave the base path or its host.
 *
 * @param baseUrl - absolute, without query or fragment.
 * @param path - begins with one slash; `{name}` stands for a parameter.
 * @throws {@link InvalidRequestError} `INVALID_ARGUMENT`
 */
export function joinUrl(baseUrl: string, path: string, params: PathParams = {}, query: Query = {}): string {
  refusePath(path)
  const unused = new Set(Object.keys(params))
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    unused.delete(name)
    return segment(name, params[name])
  })
  if (unused.size > 0 || /[{}]/.test(filled)) {
    throw invalid('The path', 'Give each parameter as {name} in the path and by the same name in params.')
  }
  return baseUrl.replace(/\/+$/, '') + filled + search(query ?? {})
}

function refusePath(path: string): void {
  const decoded = path.replace(/%(2e|2f|5c)/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  const bad =
    !path.startsWith('/') ||
    decoded.startsWith('//') ||
    /[\\?#]/.test(decoded) ||
    hasControlOrSpace(path) ||
    decoded.split('/').some((part) => part === '.' || part === '..') ||
    decoded.split('/').length !== path.split('/').length
  if (bad)
    throw invalid('The path', 'Write it as "/users/{id}": one leading slash, no "..", no query, no fragment.')
}

function segment(name: string, value: string | number | undefined): string {
  const text = typeof value === 'number' && !Number.isSafeInteger(value) ? '' : String(value ?? '')
  const bad = text === '' || text === '.' || text === '..' || /[/\\]|%(?:2e|2f|5c)/i.test(text)
  if (bad || hasControlOrSpace(text) || !text.isWellFormed()) {
    throw invalid(
      `The path parameter "${name}"`,
      'Pass an id: not empty, without slashes, dots only or spaces.',
    )
  }
  return encodeURIComponent(text)
}

function hasControlOrSpace(text: string): boolean {
  return /[\s\p{Cc}]/u.test(text)
}

function search(query: Query): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined || item === null) continue
      pairs.append(name, item instanceof Date ? instant(name, item) : String(item))
    }
  }
  const text = pairs.toString()
  return text && `?${text}`
}

function instant(name: string, date: Date): string {
  if (!Number.isNaN(date.getTime())) return date.toISOString()
  throw new InvalidRequestError(`The query parameter "${name}" is an invalid date`, {
    code: 'INVALID_ARGUMENT',
    remedy: 'Pass a date that exists.',
  })
}

function invalid(what: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`${what} could leave the base URL`, { code: 'INVALID_ARGUMENT', remedy })
}
