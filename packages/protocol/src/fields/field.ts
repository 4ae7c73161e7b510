import type { ZodMiniType } from 'zod/mini'

/** How one field crosses the wire: what it must look like there, and what it becomes here. */
export interface Field<T> {
  /** Builds the schema of the value on the wire. Called once, on first use: schemas are dear to build. */
  readonly schema: () => ZodMiniType
  /** Wire value to model value. A value it cannot read is returned as it came, so that nothing is lost. */
  readonly read: (wire: unknown) => T
  /** Model value to wire value. */
  readonly write: (value: T) => unknown
}

/** A field that may be missing. */
export interface OptionalField<T> extends Field<T> {
  readonly optional: true
}

/** Passes a value on unread: the wire's form and the model's are the same. */
export function asIs<T>(value: unknown): T {
  return value as T
}
