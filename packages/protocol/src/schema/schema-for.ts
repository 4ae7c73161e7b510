import * as z from 'zod/mini'
import { readInt64 } from '../fields/convert.ts'
import type { FieldKind } from '../fields/field.ts'

/**
 * The schema of an object on the wire. Fields it does not know are allowed.
 *
 * @param model - the resource's model.
 * @returns a zod schema; it checks and converts nothing. Building one is dear: {@link Validator} keeps them.
 * @example
 * ```ts
 * import { userModel } from '@veza/protocol'
 * import { schemaFor } from '@veza/protocol/schema'
 *
 * console.log(schemaFor(userModel).safeParse({ id: 1 }).success) // false: the rest is missing
 * ```
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
      return kind.minLength === undefined ? z.string() : expecting('a text that is not empty', isFullText)
    case 'number':
      return z.number()
    case 'int64':
      return expecting('a whole number', isInt64)
    case 'time':
      return expecting('an RFC 3339 time', isTime)
    case 'record':
      return z.looseObject({})
    case 'enum':
      return z.enum(kind.known as [string, ...string[]])
    case 'list':
      return z.array(schemaOf(kind.of))
    case 'nullable':
      return nullable(schemaOf(kind.of))
    case 'optional':
      return z.optional(schemaOf(kind.of))
  }
}

/** zod's own formats and unions would double its size in a browser. */
function expecting(expected: string, holds: (value: unknown) => boolean): z.ZodMiniType {
  return z.custom(holds, expected)
}

function isFullText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isInt64(value: unknown): boolean {
  return Number.isSafeInteger(readInt64(value))
}

function isTime(value: unknown): boolean {
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i
  return typeof value === 'string' && shape.test(value) && !Number.isNaN(Date.parse(value))
}

function nullable(inner: z.ZodMiniType): z.ZodMiniType {
  const sqlNull = (value: unknown) =>
    typeof value === 'object' && value !== null && 'Valid' in value && typeof value.Valid === 'boolean'
  return z.nullable(z.union([inner, z.custom(sqlNull, 'null')]))
}
