import { Refused } from '../refusals/refused.ts'
import type { WebhookHeaders } from './webhook-input.ts'

/**
 * Reads a header by its lower-case name; `undefined` when it is missing.
 *
 * @param isList - allows commas in it, which otherwise tell of a header that came twice.
 */
export type HeaderReader = (name: string, isList?: boolean) => string | undefined

/** Visible ASCII with single spaces inside: what every scheme writes. */
const printable = /^[!-~]+(?: [!-~]+)*$/

/**
 * Reads headers, each at most once: what stands twice, is folded or holds a control character is refused, since two
 * readers could take it for two different values.
 */
export function headerReader(headers: WebhookHeaders): HeaderReader {
  if (typeof headers !== 'object' || headers === null) throw new Refused('INVALID_ARGUMENT')
  const find = finder(headers)
  return (name, isList = false) => {
    const value = find(name)
    // How Fetch and Node.js join the values of a header that stands there twice.
    if (!isList && value?.includes(', ')) throw new Refused('WEBHOOK_HEADER_DUPLICATE', name)
    if (value !== undefined && !printable.test(value)) throw new Refused('WEBHOOK_HEADER_MALFORMED', name)
    return value
  }
}

/** Finds all values of a header, joined as Fetch does it. */
function finder(headers: WebhookHeaders): (name: string) => string | undefined {
  if (isFetch(headers)) return (name) => headers.get(name) ?? undefined
  const names = isPairs(headers) ? headers.map(([name]) => name) : Object.keys(headers)
  const values = isPairs(headers) ? headers.map(([, value]) => value) : Object.values(headers)
  return (name) => {
    let found: string | undefined
    for (let index = 0; index < names.length; index++) {
      const key = names[index] as string
      if (key.length !== name.length || key.toLowerCase() !== name) continue
      const given = values[index]
      const value = typeof given === 'string' ? given : given?.length ? given.join(', ') : undefined
      if (value !== undefined) found = found === undefined ? value : `${found}, ${value}`
    }
    return found
  }
}

function isFetch(headers: WebhookHeaders): headers is { get(name: string): string | null } {
  return 'get' in headers && typeof headers.get === 'function'
}

function isPairs(headers: WebhookHeaders): headers is readonly (readonly [name: string, value: string])[] {
  return Array.isArray(headers)
}
