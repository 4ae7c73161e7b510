import { type Convert, reader, writer } from '../fields/convert.ts'
import type { Field, FieldKind, OptionalField } from '../fields/field.ts'

/** A JSON object as it stands on the wire: snake_case keys, times as RFC 3339 texts. */
export type WireObject = Record<string, unknown>

/** The fields of a model, one for each property of its interface. */
export type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? OptionalField<Exclude<T[K], undefined>> : Field<T[K]>
}

/** One field of a model, with its name on both sides. */
export interface Column {
  /** Its name on the wire. */
  readonly wire: string
  /** Its name here. */
  readonly name: string
  readonly kind: FieldKind
}

/** One resource: its fields on the wire, and the way to and from its model. */
export interface Model<T> {
  /** The resource's name, as it is used in warnings and errors. */
  readonly name: string
  /** The fields by their wire names. */
  readonly wireFields: Readonly<Record<string, FieldKind>>
  /** The fields in the order of their declaration. */
  readonly columns: readonly Column[]
  /** Wire to model. Never throws: what it cannot read it keeps as it came. */
  readonly read: (wire: WireObject) => T
  /** Model to wire. Properties that are `undefined` are left out. */
  readonly write: (value: Partial<T>) => WireObject
}

/** The names of the fields that a model knows. */
export interface Known {
  has(name: string): boolean
}

interface Target {
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
  const names = renamed as Readonly<Record<string, string | undefined>>
  const columns = Object.entries<FieldKind>(fields).map(([key, kind]) => ({
    wire: names[key] ?? snakeCase(key),
    name: key,
    kind,
  }))
  const reads = new Map(
    columns.map(({ wire, name: to, kind }) => [wire, { to, convert: reader(kind) }] as const),
  )
  const writes = new Map(
    columns.map(({ wire: to, name: from, kind }) => [from, { to, convert: writer(kind) }] as const),
  )
  return {
    name,
    wireFields: Object.fromEntries(columns.map(({ wire, kind }) => [wire, kind])),
    columns,
    read: (wire) => translate(wire, reads) as T,
    write: (value) => translate(value as WireObject, writes),
  }
}

function translate(from: WireObject, targets: ReadonlyMap<string, Target>): WireObject {
  const into: WireObject = {}
  for (const [key, value] of Object.entries(from)) {
    const target = targets.get(key)
    if (target === undefined || value === undefined) continue
    into[target.to] = target.convert === undefined ? value : target.convert(value)
  }
  keepUnknown(into, from, targets)
  return into
}

/**
 * Copies the fields that a model does not know, under the names they came with; a known field of the same name wins.
 *
 * @param onUnknown - is told the name of each.
 */
export function keepUnknown(
  into: WireObject,
  from: WireObject,
  known: Known,
  onUnknown?: (name: string) => void,
): void {
  for (const name of Object.keys(from)) {
    // Assigning to `__proto__` would change the object's prototype.
    if (known.has(name) || name === '__proto__') continue
    const value = from[name]
    if (value === undefined) continue
    if (!Object.hasOwn(into, name)) into[name] = value
    onUnknown?.(name)
  }
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
