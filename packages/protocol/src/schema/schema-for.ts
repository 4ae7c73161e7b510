import * as z from 'zod/mini'
import type { FieldKind } from '../fields/field.ts'

/**
 * The schema of an object on the wire. Fields it does not know are allowed.
 *
 * @param model - the resource's model.
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
      return kind.minLength === undefined ? z.string() : z.string().check(z.minLength(kind.minLength))
    case 'number':
      return z.number()
    case 'int64':
      return z.union([z.int(), z.string().check(z.regex(/^-?\d{1,16}$/))])
    case 'time':
      return z.iso.datetime({ offset: true })
    case 'record':
      return z.record(z.string(), z.unknown())
    case 'enum':
      return z.enum(kind.known as [string, ...string[]])
    case 'list':
      return z.array(schemaOf(kind.of))
    case 'nullable':
      return z.nullable(z.union([schemaOf(kind.of), z.looseObject({ Valid: z.boolean() })]))
    case 'optional':
      return z.optional(schemaOf(kind.of))
  }
}
