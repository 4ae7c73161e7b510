import * as z from 'zod/mini'
import { broken, checkedReader } from '../fields/checked-reader.ts'
import type { FieldKind } from '../fields/field.ts'

/**
 * The schema of an object on the wire. Fields it does not know are allowed.
 *
 * @param model - the resource's model.
 * @returns a zod schema; it checks and converts nothing. Building one is dear: `Validator` keeps them.
 */
export function schemaFor(model: {
  readonly wireFields: Readonly<Record<string, FieldKind>>
}): z.ZodMiniType {
  const shape = Object.entries(model.wireFields).map(([name, kind]) => [name, schemaOf(kind)] as const)
  return z.looseObject(Object.fromEntries(shape))
}

function schemaOf(kind: FieldKind): z.ZodMiniType {
  switch (kind.type) {
    case 'text':
      return kind.minLength === undefined ? z.string() : expecting('a text that is not empty', kind)
    case 'number':
      return z.number()
    case 'int64':
      return expecting('a whole number', kind)
    case 'time':
      return expecting('an RFC 3339 time', kind)
    case 'record':
      return z.looseObject({})
    case 'enum':
      return z.enum(kind.known as [string, ...string[]])
    case 'list':
      return z.array(schemaOf(kind.of))
    case 'nullable':
      return z.union([schemaOf(kind.of), expecting('null', kind)])
    case 'optional':
      return z.optional(schemaOf(kind.of))
  }
}

/** zod's own formats and unions would double its size in a browser. */
function expecting(expected: string, kind: FieldKind): z.ZodMiniType {
  const read = checkedReader(kind)
  return z.custom((value) => read(value) !== broken, expected)
}
