import * as z from 'zod/mini'
import type { Field, OptionalField } from '../fields/field.ts'
import { type Issue, issuesOf } from './issues.ts'
import { snakeCase } from './snake-case.ts'

/** A JSON object as it stands on the wire. */
export type WireObject = Record<string, unknown>

/** The fields of a model, one for each property of its interface. */
export type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? OptionalField<Exclude<T[K], undefined>> : Field<T[K]>
}

/** Both faces of one resource: its schema on the wire, and the way to and from its model. */
export interface Model<T> {
  /** The resource's name, as it is used in warnings and errors. */
  readonly name: string
  /** The schema of the resource on the wire. Fields it does not know are allowed. */
  readonly schema: z.ZodMiniType
  /** What is wrong with a wire value: empty when nothing is. Values are never quoted. */
  readonly check: (wire: unknown) => Issue[]
  /** Wire to model. Never throws: what it cannot read it keeps as it came. */
  readonly read: (wire: WireObject) => T
  /** Model to wire. Properties that are `undefined` are left out. */
  readonly write: (value: Partial<T>) => WireObject
}

interface Column {
  readonly key: string
  readonly wireKey: string
  readonly field: Field<unknown>
}

/**
 * Declares a resource once; schema and mapping follow from it.
 *
 * @param name - the resource's name, for warnings and errors.
 * @param fields - one field for each property of `T`.
 * @param renamed - properties whose wire name is not their snake_case form.
 */
export function model<T extends object>(
  name: string,
  fields: Fields<T>,
  renamed: { readonly [K in keyof T]?: string } = {},
): Model<T> {
  const names = renamed as Readonly<Record<string, string | undefined>>
  const columns = Object.entries(fields as unknown as Record<string, Field<unknown>>).map(
    ([key, field]): Column => ({ key, wireKey: names[key] ?? snakeCase(key), field }),
  )
  const byWireKey = new Map(columns.map((column) => [column.wireKey, column]))
  const byKey = new Map(columns.map((column) => [column.key, column]))
  let schema: z.ZodMiniType | undefined
  const schemaOf = () => (schema ??= objectSchema(columns))

  return {
    name,
    get schema() {
      return schemaOf()
    },
    check: (wire) => issuesOf(schemaOf(), wire),
    read: (wire) => rename(wire, byWireKey, (column) => [column.key, column.field.read]) as T,
    write: (value) => rename(value as WireObject, byKey, (column) => [column.wireKey, column.field.write]),
  }
}

function objectSchema(columns: readonly Column[]): z.ZodMiniType {
  return z.looseObject(Object.fromEntries(columns.map(({ wireKey, field }) => [wireKey, field.schema()])))
}

function rename(
  from: WireObject,
  columns: ReadonlyMap<string, Column>,
  target: (column: Column) => [string, (value: unknown) => unknown],
): WireObject {
  const to: WireObject = {}
  for (const [key, value] of Object.entries(from)) {
    // Assigning to `__proto__` would change the object's prototype.
    if (key === '__proto__' || value === undefined) continue
    const column = columns.get(key)
    if (column === undefined) {
      to[key] ??= value
    } else {
      const [name, convert] = target(column)
      to[name] = convert(value)
    }
  }
  return to
}
