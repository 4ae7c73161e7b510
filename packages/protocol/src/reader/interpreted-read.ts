import { broken, checkedReader } from '../fields/checked-reader.ts'
import { type Column, keepUnknown, type WireObject } from '../model/model.ts'
import type { Read } from './read.ts'

/** A {@link Read} that walks over the columns for each object: for where code must not be generated. */
export function interpretedRead(columns: readonly Column[]): Read<WireObject> {
  const known = new Set(columns.map(({ wire }) => wire))
  const steps = columns.map(({ wire, name, kind }) => ({
    from: wire,
    to: name,
    convert: checkedReader(kind),
    isOptional: kind.type === 'optional',
  }))
  return (wire, onUnknown) => {
    const model: WireObject = {}
    let found = 0
    for (const { from, to, convert, isOptional } of steps) {
      const value = wire[from]
      if (value === undefined && isOptional) continue
      const converted = convert(value)
      if (converted === broken) return undefined
      model[to] = converted
      found++
    }
    if (Object.keys(wire).length !== found) keepUnknown(model, wire, known, onUnknown)
    return model
  }
}
