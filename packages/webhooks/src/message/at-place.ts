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
  return 'pair' in place ? pairs?.get(place.pair) : received.at(place.body)
}

/**
 * What stands in the first of several places that holds something.
 *
 * @param parse - whether the body may be read.
 */
export function firstOf(
  places: Place | readonly Place[],
  received: Received,
  parse: boolean,
): string | undefined {
  const list: readonly Place[] = 'length' in places ? places : [places]
  for (const place of list) {
    const text = parse || !('body' in place) ? atPlace(place, received) : undefined
    if (text !== undefined) return text
  }
  return undefined
}
