import * as z from 'zod/mini'
import { asIs, type Field } from './field.ts'

const digits = /^-?\d{1,16}$/

/** A 64-bit id: a safe integer here; some servers write it as a string of digits. */
export const int64: Field<number> = {
  schema: () => z.union([z.int(), z.string().check(z.regex(digits))]),
  read(wire) {
    if (typeof wire !== 'string' || !digits.test(wire)) return wire as number
    const id = Number(wire)
    return Number.isSafeInteger(id) ? id : asIs(wire)
  },
  write: asIs,
}
