import { type Convert, readInt64, unwrapSqlNull } from './convert.ts'
import { dateOf } from './date-of.ts'
import type { FieldKind } from './field.ts'

/** What {@link checkedReader} gives for a value that does not keep to its kind. */
export const broken: unique symbol = Symbol('broken')

/**
 * Reads and checks in one step: a value that keeps to its kind becomes what `reader` makes of it, any other becomes
 * {@link broken}. What is missing, `undefined`, keeps to no kind.
 */
export function checkedReader(kind: FieldKind): Convert {
  switch (kind.type) {
    case 'text':
      return kind.minLength === undefined ? text : fullText
    case 'number':
      return (wire) => (Number.isFinite(wire) ? wire : broken)
    case 'int64':
      return int64
    case 'time':
      return time
    case 'record':
      return (wire) => (isRecord(wire) ? wire : broken)
    case 'enum':
      return oneOf(kind.known)
    case 'list':
      return listOf(checkedReader(kind.of))
    case 'nullable':
      return nullable(kind.of)
    case 'optional':
      return checkedReader(kind.of)
  }
}

function text(wire: unknown): unknown {
  return typeof wire === 'string' ? wire : broken
}

function fullText(wire: unknown): unknown {
  return typeof wire === 'string' && wire !== '' ? wire : broken
}

function int64(wire: unknown): unknown {
  const id = readInt64(wire)
  return Number.isSafeInteger(id) ? id : broken
}

function time(wire: unknown): unknown {
  return (typeof wire === 'string' ? dateOf(wire) : undefined) ?? broken
}

function isRecord(wire: unknown): boolean {
  return typeof wire === 'object' && wire !== null && !Array.isArray(wire)
}

function oneOf(known: readonly string[]): Convert {
  const words: ReadonlySet<unknown> = new Set(known)
  return (wire) => (words.has(wire) ? wire : broken)
}

/** A list whose items are the same on both sides is kept as it is, not copied. */
function listOf(item: Convert): Convert {
  return (wire) => {
    if (!Array.isArray(wire)) return broken
    let items: unknown[] = wire
    for (let at = 0; at < wire.length; at++) {
      const value = item(wire[at])
      if (value === broken) return broken
      if (value === wire[at]) continue
      if (items === wire) items = wire.slice()
      items[at] = value
    }
    return items
  }
}

function nullable(of: FieldKind): Convert {
  const inner = checkedReader(of)
  return (wire) => {
    if (wire === null) return null
    const value = inner(wire)
    // A record's keys are its writer's own, and may look like an SQL null.
    if (value !== broken || of.type === 'record') return value
    const unwrapped = unwrapSqlNull(wire)
    if (unwrapped === null) return null
    return unwrapped === wire ? broken : inner(unwrapped)
  }
}
