import { failureResponses, failureSchemas, type OpenApiObject, schemaRef } from './failures.ts'
import { type JsonSchema, jsonSchema } from './json-schema.ts'
import type { Operation } from './operation.ts'
import { answers, requests } from './schemas.ts'

/** What the operations of the document share. */
export function components(operations: readonly Operation[]): OpenApiObject {
  return {
    schemas: { ...resourceSchemas(), ...listSchemas(operations), ...metaSchemas, ...failureSchemas },
    responses: failureResponses(),
    parameters,
    headers,
    securitySchemes: {
      apiKey: {
        type: 'http',
        scheme: 'bearer',
        description:
          'An API key (`veza_live_…`, `veza_test_…`), an access token, or a JWT that is signed by a registered key. ' +
          'Tokens that are bound to a key come with `DPoP` in place of `Bearer` (RFC 9449).',
      },
      signature: {
        type: 'apiKey',
        in: 'query',
        name: 'sig',
        description: "HMAC-SHA256 over `file:expires` with an API key's secret, in lower-case hex.",
      },
    },
  }
}

function resourceSchemas(): Record<string, JsonSchema> {
  const sent = Object.entries(answers).map(([name, model]) => [name, jsonSchema(model, 'answer')])
  const taken = Object.entries(requests).map(([name, model]) => [name, jsonSchema(model, 'request')])
  return Object.fromEntries([...sent, ...taken])
}

function listSchemas(operations: readonly Operation[]): Record<string, JsonSchema> {
  const lists = operations.flatMap(({ answer }) => ('list' in answer ? [answer] : []))
  return Object.fromEntries(
    lists.map(({ list, paging }) => [
      `${list}List`,
      {
        type: 'object',
        required: ['data', 'meta'],
        properties: {
          data: { type: 'array', items: schemaRef(list) },
          meta: schemaRef({ page: 'PageMeta', offset: 'OffsetMeta', cursor: 'CursorMeta' }[paging]),
        },
      },
    ]),
  )
}

const count = { type: 'integer', minimum: 0 }
const size = { type: 'integer', minimum: 1 }

const metaSchemas: Readonly<Record<string, JsonSchema>> = {
  PageMeta: {
    type: 'object',
    required: ['page', 'per_page', 'total', 'total_pages'],
    properties: { page: size, per_page: size, total: count, total_pages: count },
  },
  OffsetMeta: {
    type: 'object',
    required: ['limit', 'offset', 'total', 'has_more'],
    properties: { limit: size, offset: count, total: count, has_more: { type: 'boolean' } },
  },
  CursorMeta: {
    type: 'object',
    required: ['limit', 'has_more'],
    properties: { limit: size, has_more: { type: 'boolean' } },
  },
}

const parameters: OpenApiObject = {
  IdempotencyKey: header('Idempotency-Key', 'A repeat under the same key gets the first outcome again.'),
  IfNoneMatch: header('If-None-Match', 'ETags of what the caller has.'),
  IfMatch: header('If-Match', 'The `etag` of what the caller has; anything newer is left as it is.'),
  ConfirmationToken: header('X-Confirmation-Token', 'What the first step of the deletion gave.'),
  Range: header('Range', 'Which bytes: `bytes=0-499`, `bytes=500-` or `bytes=-500`.'),
  IfRange: header('If-Range', 'The ETag that the range is of; where it is another by now, the whole comes.'),
}

function header(name: string, description: string): OpenApiObject {
  return { name, in: 'header', description, schema: { type: 'string' } }
}

const text = { schema: { type: 'string' } }
const number = { schema: { type: 'integer', minimum: 0 } }

const headers: OpenApiObject = {
  'X-Request-Id': { description: 'Quote it to support.', ...text },
  'X-RateLimit-Limit': { description: 'How many requests the caller may send in a window.', ...number },
  'X-RateLimit-Remaining': { description: 'How many are left.', ...number },
  'X-RateLimit-Reset': { description: 'When the window ends, in Unix seconds.', ...number },
  'Retry-After': { description: 'How many seconds to wait.', ...number },
  'WWW-Authenticate': { description: 'How to authenticate.', ...text },
  'Cache-Control': { description: 'Who may keep the answer, and how long it is fresh.', ...text },
  ETag: { description: 'Stands for this very content.', ...text },
  Vary: { description: 'Which request headers the answer depends on.', ...text },
  'Accept-Ranges': { description: '`bytes`: parts can be asked for.', ...text },
  'Content-Disposition': { description: "The file's name.", ...text },
  'Content-Range': { description: 'Which part of how much.', ...text },
  'Last-Modified': { description: 'When the file came.', ...text },
}
