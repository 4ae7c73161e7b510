import * as z from 'zod/mini'
import { asIs, type Field } from './field.ts'

/** A text. */
export const text: Field<string> = { schema: () => z.string(), read: asIs, write: asIs }

/** A text that must not be empty. */
export const nonEmptyText: Field<string> = {
  schema: () => z.string().check(z.minLength(1)),
  read: asIs,
  write: asIs,
}

/** A finite number. */
export const number: Field<number> = { schema: () => z.number(), read: asIs, write: asIs }

/** Any JSON object whose keys belong to whoever wrote it: they are never renamed. */
export const record: Field<Record<string, unknown>> = {
  schema: () => z.record(z.string(), z.unknown()),
  read: asIs,
  write: asIs,
}
