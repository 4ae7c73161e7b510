import type { Place } from '../schemes/scheme.ts'
import type { Received } from './received.ts'

/**
 * What stands in a place, as text; `undefined` when nothing does.
 *
 * @param pairs - the named pairs of the signature header.
 */
export function atPlace(
  place: Place,
  received: Received,
  pairs?: ReadonlyMap<string, string>,
): string | undefined {
  if ('header' in place) return received.header(place.header)
  if ('pair' in place) return pairs?.get(place.pair)
  return textOf(place.body.split('.').reduce(member, received.json()))
}

function member(value: unknown, name: string): unknown {
  const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
  return holds ? (value as Record<string, unknown>)[name] : undefined
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}
