import { invalidArgument } from '../errors/invalid-argument.ts'

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
export function joinUrl(baseUrl: string, path: string, given?: PathParams, query?: Query): string {
  refusePath(path)
  const params = given ?? {}
  const unused = new Set(Object.keys(params))
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    unused.delete(name)
    return segment(name, params[name])
  })
  if (unused.size > 0 || /[{}]/.test(filled)) {
    throw invalidArgument(
      'The path and its params do not match',
      'Give each parameter as {name} in the path and by the same name in params.',
    )
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
    throw escaping(
      'The path',
      'Write it as "/users/{id}": one leading slash, no "..", no query, no fragment.',
    )
}

function segment(name: string, value: string | number | undefined): string {
  const what = `The path parameter "${name}"`
  if (value === undefined || value === null || value === '')
    throw invalidArgument(`${what} is missing`, 'Pass an id: a whole number, or a text that is not empty.')
  if (typeof value === 'number' ? !Number.isSafeInteger(value) : typeof value !== 'string')
    throw invalidArgument(`${what} is not an id`, 'Pass a whole number, or a text.')
  const text = String(value)
  const bad = text === '.' || text === '..' || /[/\\]|%(?:2e|2f|5c)/i.test(text)
  if (bad || hasControlOrSpace(text) || !text.isWellFormed()) {
    throw escaping(what, 'Pass an id: not empty, without slashes, dots only or spaces.')
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
  throw invalidArgument(`The query parameter "${name}" is an invalid date`, 'Pass a date that exists.')
}

function escaping(what: string, remedy: string): Error {
  return invalidArgument(`${what} could leave the base URL`, remedy)
}
