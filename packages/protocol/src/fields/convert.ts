import type { FieldKind } from './field.ts'

/** Turns one value into another; a value it cannot turn comes back as it was, so that nothing is lost. */
export type Convert = (value: unknown) => unknown

/** How the wire value of such a field becomes a model value; `undefined` where both are the same. */
export function reader(kind: FieldKind): Convert | undefined {
  if (kind.type === 'int64') return readInt64
  if (kind.type === 'time') return readTime
  if (kind.type === 'optional') return reader(kind.of)
  if (kind.type === 'list') return forEach(reader(kind.of))
  // A record's keys are its writer's own, and may look like an SQL null.
  if (kind.type !== 'nullable' || kind.of.type === 'record') return undefined
  const read = reader(kind.of)
  return (wire) => {
    const value = unwrapSqlNull(wire)
    return value === null || read === undefined ? value : read(value)
  }
}

/** How the model value of such a field becomes a wire value; `undefined` where both are the same. */
export function writer(kind: FieldKind): Convert | undefined {
  if (kind.type === 'time') return writeTime
  if (kind.type === 'list') return forEach(writer(kind.of))
  return kind.type === 'nullable' || kind.type === 'optional' ? writer(kind.of) : undefined
}

function forEach(convert: Convert | undefined): Convert | undefined {
  return convert && ((values) => (Array.isArray(values) ? values.map((value) => convert(value)) : values))
}

export function readInt64(wire: unknown): unknown {
  if (typeof wire !== 'string' || !/^(?:0|-?[1-9]\d{0,15})$/.test(wire)) return wire
  const id = Number(wire)
  return Number.isSafeInteger(id) ? id : wire
}

function readTime(wire: unknown): unknown {
  // `Date` reads "1" and "Room 12" as times too.
  const instant = new Date(
    typeof wire === 'string' && /^[+-]?\d{4,6}-\d\d-\d\d/.test(wire) ? wire : Number.NaN,
  )
  return Number.isNaN(instant.getTime()) ? wire : instant
}

function writeTime(value: unknown): unknown {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value
}

export function unwrapSqlNull(wire: unknown): unknown {
  if (typeof wire !== 'object' || wire === null || !('Valid' in wire)) return wire
  if (wire.Valid === false) return null
  const [value, ...others] = Object.entries(wire).filter(([key]) => key !== 'Valid')
  return wire.Valid === true && value !== undefined && others.length === 0 ? value[1] : wire
}
