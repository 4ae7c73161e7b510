import * as z from 'zod/mini'
import type { Field } from './field.ts'

/** An instant: RFC 3339 on the wire, `Date` here (digits after the millisecond are dropped). */
export const time: Field<Date> = {
  schema: () => z.iso.datetime({ offset: true }),
  read(wire) {
    const instant = typeof wire === 'string' ? new Date(wire) : undefined
    return instant === undefined || Number.isNaN(instant.getTime()) ? (wire as Date) : instant
  },
  write: (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value),
}
