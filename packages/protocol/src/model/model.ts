import { type Convert, reader, writer } from '../fields/convert.ts'
import type { Field, FieldKind, OptionalField } from '../fields/field.ts'

/** A JSON object as it stands on the wire: snake_case keys, times as RFC 3339 texts. */
export type WireObject = Record<string, unknown>

/** The fields of a model, one for each property of its interface. */
export type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? OptionalField<Exclude<T[K], undefined>> : Field<T[K]>
}

/** One resource: its fields on the wire, and the way to and from its model. */
export interface Model<T> {
  /** The resource's name, as it is used in warnings and errors. */
  readonly name: string
  /** The fields by their wire names. */
  readonly wireFields: Readonly<Record<string, FieldKind>>
  /** Wire to model. Never throws: what it cannot read it keeps as it came. */
  readonly read: (wire: WireObject) => T
  /** Model to wire. Properties that are `undefined` are left out. */
  readonly write: (value: Partial<T>) => WireObject
}

interface Column {
  readonly to: string
  readonly convert: Convert | undefined
}

/**
 * Declares a resource once; mapping and schema follow from it.
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
  const wireFields: Record<string, FieldKind> = {}
  const reads = new Map<string, Column>()
  const writes = new Map<string, Column>()
  const names = renamed as Readonly<Record<string, string | undefined>>
  for (const [key, kind] of Object.entries<FieldKind>(fields)) {
    const wireKey = names[key] ?? snakeCase(key)
    wireFields[wireKey] = kind
    reads.set(wireKey, { to: key, convert: reader(kind) })
    writes.set(key, { to: wireKey, convert: writer(kind) })
  }
  return {
    name,
    wireFields,
    read: (wire) => translate(wire, reads) as T,
    write: (value) => translate(value as WireObject, writes),
  }
}

function translate(from: WireObject, columns: ReadonlyMap<string, Column>): WireObject {
  const into: WireObject = {}
  for (const [key, value] of Object.entries(from)) {
    // Assigning to `__proto__` would change the object's prototype.
    if (key === '__proto__' || value === undefined) continue
    const column = columns.get(key)
    // `hasOwn`: every object inherits a `constructor`.
    if (column !== undefined) into[column.to] = column.convert === undefined ? value : column.convert(value)
    else if (!Object.hasOwn(into, key)) into[key] = value
  }
  return into
}

/**
 * The wire name of a property: `createdAt` to `created_at`.
 *
 * @param name - a name in camelCase.
 * @example
 * ```ts
 * import { snakeCase } from '@veza/protocol'
 *
 * console.log(snakeCase('replyToId')) // reply_to_id
 * ```
 */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
