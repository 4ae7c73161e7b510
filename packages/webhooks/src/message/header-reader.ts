import { Refused } from '../refusals/refused.ts'
import type { WebhookHeaders } from './webhook-input.ts'

/** Visible ASCII with single spaces inside: what every scheme writes. */
const printable = /^[!-~]+(?: [!-~]+)*$/

/**
 * Reads headers by their lower-case names, each at most once: what stands twice, is folded or holds a control
 * character is refused, since two readers could take it for two different values.
 */
export function headerReader(headers: WebhookHeaders): (name: string) => string | undefined {
  const read = rawReader(headers)
  return (name) => {
    const value = read(name)
    if (value === undefined || printable.test(value)) {
      if (value?.includes(', ')) throw duplicate(name)
      return value
    }
    throw new Refused('WEBHOOK_HEADER_MALFORMED', `the header ${name} holds what no header may hold`)
  }
}

function rawReader(headers: WebhookHeaders): (name: string) => string | undefined {
  if (isPairs(headers)) return (name) => only(name, valuesOf(headers, name))
  if (typeof headers.get === 'function') {
    const { get } = headers as { get(name: string): string | null }
    return (name) => get.call(headers, name) ?? undefined
  }
  const record = headers as Readonly<Record<string, string | readonly string[] | undefined>>
  const names = Object.keys(record)
  return (name) => {
    let found: string | undefined
    for (const key of names) {
      if (key.length !== name.length || (key !== name && key.toLowerCase() !== name)) continue
      const value = record[key]
      if (value === undefined) continue
      if (found !== undefined) throw duplicate(name)
      found = typeof value === 'string' ? value : only(name, value)
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

function only(name: string, values: readonly string[]): string | undefined {
  if (values.length > 1) throw duplicate(name)
  return values[0]
}

function duplicate(name: string): Refused {
  return new Refused('WEBHOOK_HEADER_DUPLICATE', `the header ${name} stands there more than once`)
}
