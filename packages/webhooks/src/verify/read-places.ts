import { atPlace } from '../message/at-place.ts'
import type { Received } from '../message/received.ts'
import { Refused } from '../refusals/refused.ts'
import type { IdPlace, TimePlace } from '../schemes/scheme.ts'
import { checkTime } from '../time/check-time.ts'

/** What a check has to know besides the request. */
export interface CheckContext {
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
  /** How far from now a webhook may have been signed, in milliseconds. */
  readonly toleranceMs: number
  /** Whether the body may be read as an event. */
  readonly parse: boolean
}

type Pairs = ReadonlyMap<string, string> | undefined

const longestId = 256

/** When a request was signed, as it is written and in milliseconds; refused when that is not near now. */
export function timeIn(
  place: TimePlace,
  received: Received,
  pairs: Pairs,
  { nowMs, toleranceMs }: CheckContext,
): { readonly text: string; readonly ms: number } {
  const text = 'header' in place ? received.needed(place.header) : atPlace(place, received, pairs)
  const ms = place.unit.read(text ?? '')
  checkTime(ms, nowMs, toleranceMs, place.unit.stepMs)
  return { text: text ?? '', ms }
}

/** The id of a request; `undefined` when it is missing where it need not be. */
export function idIn(place: IdPlace, received: Received, pairs: Pairs): string | undefined {
  const needed = 'header' in place && place.signed !== false
  const id = needed ? received.needed(place.header) : atPlace(place, received, pairs)
  if (id !== undefined && id.length > longestId) throw new Refused('WEBHOOK_ID_INVALID', 'is too long')
  return id
}
