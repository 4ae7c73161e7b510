import { broken, checkedReader } from '../fields/checked-reader.ts'
import { utcDate } from '../fields/date-of.ts'
import { type Column, keepUnknown, type WireObject } from '../model/model.ts'
import type { Read } from './read.ts'
import { readCode, readCodeNeeds } from './read-code.ts'

/** A {@link Read} whose code is generated for these columns: four times as fast as a walk over them. */
export function generatedRead(columns: readonly Column[]): Read<WireObject> {
  const make = new Function(...readCodeNeeds, readCode(columns)) as (...parts: unknown[]) => Read<WireObject>
  const steps = columns.map(({ kind }) => checkedReader(kind))
  return make(steps, broken, utcDate, keepUnknown, new Set(columns.map(({ wire }) => wire)))
}
