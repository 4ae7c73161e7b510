import { Refused } from '../refusals/refused.ts'
import type { WebhookHeaders } from './webhook-input.ts'

/** Reads a header by its lower-case name; `isList` allows commas in it, which otherwise tell of a header that came twice. */
export type HeaderReader = (name: string, isList?: boolean) => string | undefined

type RawReader = (name: string, isList: boolean) => string | undefined

/** Visible ASCII with single spaces inside: what every scheme writes. */
const printable = /^[!-~]+(?: [!-~]+)*$/

/**
 * Reads headers by their lower-case names, each at most once: what stands twice, is folded or holds a control
 * character is refused, since two readers could take it for two different values.
 */
export function headerReader(headers: WebhookHeaders): HeaderReader {
  const read = rawReader(headers)
  return (name, isList = false) => {
    const value = read(name, isList)
    if (value === undefined) return undefined
    if (!printable.test(value))
      throw new Refused('WEBHOOK_HEADER_MALFORMED', `the header ${name} holds what no header may hold`)
    // How Fetch and Node.js join the values of a header that stands there twice.
    if (!isList && value.includes(', ')) throw duplicate(name)
    return value
  }
}

function rawReader(headers: WebhookHeaders): RawReader {
  if (isPairs(headers)) return (name, isList) => only(name, valuesOf(headers, name), isList)
  if (typeof headers.get === 'function') {
    const { get } = headers as { get(name: string): string | null }
    return (name) => get.call(headers, name) ?? undefined
  }
  const record = headers as Readonly<Record<string, string | readonly string[] | undefined>>
  const names = Object.keys(record)
  return (name, isList) => {
    let found: string | undefined
    for (const key of names) {
      if (key.length !== name.length || (key !== name && key.toLowerCase() !== name)) continue
      const value = record[key]
      if (value === undefined) continue
      if (found !== undefined) throw duplicate(name)
      found = typeof value === 'string' ? value : only(name, value, isList)
    }
    return found
  }
}

function isPairs(headers: WebhookHeaders): headers is readonly (readonly [string, string])[] {
  return Array.isArray(headers)
}

function valuesOf(pairs: readonly (readonly [string, string])[], name: string): string[] {
  return pairs.flatMap(([key, value]) => (key.toLowerCase() === name ? value : []))
}

function only(name: string, values: readonly string[], isList: boolean): string | undefined {
  if (values.length > 1 && !isList) throw duplicate(name)
  return values.length === 0 ? undefined : values.join(', ')
}

function duplicate(name: string): Refused {
  return new Refused('WEBHOOK_HEADER_DUPLICATE', `the header ${name} stands there more than once`)
}
