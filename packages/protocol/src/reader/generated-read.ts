import { broken, checkedReader } from '../fields/checked-reader.ts'
import { type Column, keepUnknown, type WireObject } from '../model/model.ts'
import type { Read } from './read.ts'
import { readCode, readCodeNeeds } from './read-code.ts'
import { utcDate } from './utc-date.ts'

/** A {@link Read} whose code is generated for these columns. */
export function generatedRead(columns: readonly Column[]): Read<WireObject> {
  // oxlint-disable-next-line typescript/no-implied-eval -- of our own field tables, names as JSON
  const make = new Function(...readCodeNeeds, readCode(columns)) as (...parts: unknown[]) => Read<WireObject>
  const steps = columns.map(({ kind }) => checkedReader(kind))
  return make(steps, broken, utcDate, keepUnknown, new Set(columns.map(({ wire }) => wire)))
}
