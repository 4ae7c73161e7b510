import * as z from 'zod/mini'
import type { Field, OptionalField } from './field.ts'

/** A field that may be missing. */
export function optional<T>(field: Field<T>): OptionalField<T> {
  return { ...field, schema: () => z.optional(field.schema()), optional: true }
}

/** A field that may be `null`, also in the `{ "String": "", "Valid": false }` form that some servers send. */
export function nullable<T>(field: Field<T>): Field<T | null> {
  return {
    schema: () => z.union([z.null(), field.schema(), z.looseObject({ Valid: z.boolean() })]),
    read(wire) {
      const value = unwrapSqlNull(wire)
      return value === null ? null : field.read(value)
    },
    write: (value) => (value === null ? null : field.write(value)),
  }
}

/** A list of fields. */
export function list<T>(field: Field<T>): Field<readonly T[]> {
  return {
    schema: () => z.array(field.schema()),
    read: (wire) => (Array.isArray(wire) ? wire.map(field.read) : (wire as readonly T[])),
    write: (values) => (Array.isArray(values) ? values.map(field.write) : values),
  }
}

function unwrapSqlNull(wire: unknown): unknown {
  if (typeof wire !== 'object' || wire === null || !('Valid' in wire)) return wire
  if (wire.Valid === false) return null
  return Object.entries(wire).find(([key]) => key !== 'Valid')?.[1]
}
