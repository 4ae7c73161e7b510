/** What a field holds, as data: the mapping and the schema are both made from it. */
export type FieldKind =
  | { readonly type: 'text'; readonly minLength?: number }
  | { readonly type: 'number' }
  /** A 64-bit id: a safe integer here; some servers write it as a string of digits. */
  | { readonly type: 'int64' }
  /** An instant: RFC 3339 on the wire, `Date` here (digits after the millisecond are dropped). */
  | { readonly type: 'time' }
  /** A JSON object whose keys belong to whoever wrote it: they are never renamed. */
  | { readonly type: 'record' }
  /** One of the known words; any other word is kept, and reported by validation. */
  | { readonly type: 'enum'; readonly known: readonly string[] }
  | { readonly type: 'list'; readonly of: FieldKind }
  /** May be `null`, also in the `{ "String": "", "Valid": false }` form that some servers send. */
  | { readonly type: 'nullable'; readonly of: FieldKind }
  /** May be missing. */
  | { readonly type: 'optional'; readonly of: FieldKind }

/** A field whose model value is a `T`. */
export type Field<T> = FieldKind & {
  /** Never set: carries the type. */
  readonly model?: T
}

/** A field that may be missing. */
export type OptionalField<T> = Field<T> & { readonly type: 'optional' }

/** One of the known words, or a word that a newer platform has learnt since. */
export type OpenEnum<T extends string> = T | (string & {})

export const text: Field<string> = { type: 'text' }
export const nonEmptyText: Field<string> = { type: 'text', minLength: 1 }
export const number: Field<number> = { type: 'number' }
export const int64: Field<number> = { type: 'int64' }
export const time: Field<Date> = { type: 'time' }
export const record: Field<Record<string, unknown>> = { type: 'record' }

export function openEnum<T extends string>(...known: readonly T[]): Field<OpenEnum<T>> {
  return { type: 'enum', known }
}

export function list<T>(of: Field<T>): Field<readonly T[]> {
  return { type: 'list', of }
}

export function nullable<T>(of: Field<T>): Field<T | null> {
  return { type: 'nullable', of }
}

export function optional<T>(of: Field<T>): OptionalField<T> {
  return { type: 'optional', of }
}
