import type { FieldKind } from '../fields/field.ts'
import type { HasFields } from './schemas.ts'

/** A JSON Schema of draft 2020-12, which OpenAPI 3.1 uses. */
export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * The JSON Schema of an object on the wire. Fields that it does not name are allowed.
 *
 * @param direction - the platform takes no words but those it knows; what it sends may hold words it has learnt since.
 */
export function jsonSchema({ wireFields }: HasFields, direction: 'request' | 'answer'): JsonSchema {
  const fields = Object.entries(wireFields)
  const required = fields.filter(([, kind]) => kind.type !== 'optional').map(([name]) => name)
  const properties = fields.map(([name, kind]) => [name, schemaOf(kind, direction)])
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(properties),
  }
}

function schemaOf(kind: FieldKind, direction: 'request' | 'answer'): JsonSchema {
  switch (kind.type) {
    case 'text':
      return { type: 'string', ...(kind.minLength !== undefined && { minLength: kind.minLength }) }
    case 'number':
      return { type: 'number' }
    case 'int64':
      return { type: 'integer', format: 'int64' }
    case 'time':
      return { type: 'string', format: 'date-time' }
    case 'record':
      return { type: 'object', additionalProperties: true }
    case 'enum':
      return direction === 'request'
        ? { type: 'string', enum: kind.known }
        : { anyOf: [{ type: 'string', enum: kind.known }, { type: 'string' }] }
    case 'list':
      return { type: 'array', items: schemaOf(kind.of, direction) }
    case 'nullable':
      return nullable(schemaOf(kind.of, direction))
    case 'optional':
      return schemaOf(kind.of, direction)
  }
}

function nullable(schema: JsonSchema): JsonSchema {
  const { type, ...rest } = schema
  const plain = typeof type === 'string' && !('enum' in rest)
  return plain ? { type: [type, 'null'], ...rest } : { anyOf: [schema, { type: 'null' }] }
}
