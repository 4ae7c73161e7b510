import type { JsonSchema } from './json-schema.ts'
import type { Operation } from './operation.ts'

/** An object of the OpenAPI document. */
export type OpenApiObject = Readonly<Record<string, unknown>>

const names: Readonly<Record<number, readonly [name: string, description: string]>> = {
  400: ['BadRequest', 'The body is malformed.'],
  401: ['Unauthorized', 'There is no credential, or it is not in force.'],
  403: ['Forbidden', 'The caller may not do this, or the URL is not signed or has expired.'],
  404: ['NotFound', 'There is no such resource.'],
  409: ['Conflict', 'The resource clashes with another.'],
  412: [
    'PreconditionFailed',
    'The resource has changed, or the token is not of this deletion or has expired.',
  ],
  413: ['TooLarge', 'The body is too large.'],
  415: ['UnsupportedMediaType', 'The body is of a media type that is not taken here.'],
  416: ['RangeNotSatisfiable', 'The range lies outside the content.'],
  422: ['Unprocessable', 'A field or a parameter is wrong.'],
  428: ['PreconditionRequired', 'The header that confirms the request is missing.'],
  429: ['TooManyRequests', 'The caller has sent too many requests.'],
}

const headers: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  416: ['Content-Range'],
  429: ['Retry-After'],
}

/** The schemas of failures: the guide's shape, and the one with a machine code. */
export const failureSchemas: Readonly<Record<string, JsonSchema>> = {
  Failure: { anyOf: [schemaRef('GuideFailure'), schemaRef('CodedFailure')] },
  GuideFailure: {
    type: 'object',
    required: ['code', 'message'],
    properties: {
      code: { type: 'integer', description: 'The HTTP status again.' },
      message: { type: 'string' },
      details: { type: 'string' },
    },
  },
  CodedFailure: {
    type: 'object',
    required: ['success', 'message', 'error_code'],
    properties: {
      success: { const: false },
      message: { type: 'string' },
      error_code: { type: 'string', description: 'A machine code, such as USERNAME_TAKEN.' },
      errors: { type: 'array', items: schemaRef('FieldFailure') },
    },
  },
  FieldFailure: {
    type: 'object',
    required: ['field', 'code', 'message'],
    properties: {
      field: { type: 'string', description: 'The name on the wire, as a dotted path.' },
      code: { type: 'string' },
      message: { type: 'string' },
    },
  },
}

/** Every failure as an answer, by name. */
export function failureResponses(): OpenApiObject {
  const listed = Object.entries(names).map(([status, [name, description]]) => [
    name,
    failure(description, headers[Number(status)] ?? []),
  ])
  return { ...Object.fromEntries(listed), Failed: failure('Any other failure.', []) }
}

/** References to the failures that an operation can have, by status. */
export function failuresOf(operation: Operation): OpenApiObject {
  const statuses = [...new Set(failureStatuses(operation))].toSorted((a, b) => a - b)
  const references = statuses.map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }])
  return { ...Object.fromEntries(references), default: { $ref: '#/components/responses/Failed' } }
}

function failureStatuses(operation: Operation): readonly number[] {
  const { path, permission, signed, open, body, answer, failures = [] } = operation
  return [
    429,
    ...(permission === undefined ? [] : [403]),
    ...(signed === true || open === true ? [] : [401]),
    ...(path.includes('{') ? [404] : []),
    ...(body === undefined ? [] : [400, 413, 415, 422]),
    ...('list' in answer ? [422] : []),
    ...('content' in answer ? [416] : []),
    ...failures,
  ]
}

function nameOf(status: number): string {
  return names[status]?.[0] ?? 'Failed'
}

function failure(description: string, headerNames: readonly string[]): OpenApiObject {
  return {
    description,
    headers: headerRefs(['X-Request-Id', ...headerNames]),
    content: { 'application/json': { schema: schemaRef('Failure') } },
  }
}

/** References to headers, by name. */
export function headerRefs(wanted: readonly string[]): OpenApiObject {
  return Object.fromEntries(wanted.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}

/** A reference to a schema. */
export function schemaRef(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` }
}
