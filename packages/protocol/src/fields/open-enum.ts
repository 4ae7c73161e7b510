import * as z from 'zod/mini'
import { asIs, type Field } from './field.ts'

/** One of the known words, or a word that a newer platform has learnt since. */
export type OpenEnum<T extends string> = T | (string & {})

/** A field that holds one of `known`; any other word is kept, and reported by validation. */
export function openEnum<T extends string>(known: readonly [T, ...T[]]): Field<OpenEnum<T>> {
  return { schema: () => z.enum(known), read: asIs, write: asIs }
}
