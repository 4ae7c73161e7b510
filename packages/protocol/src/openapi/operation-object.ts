import { failuresOf, headerRefs, type OpenApiObject, schemaRef } from './failures.ts'
import type { Operation } from './operation.ts'

/** An operation as the OpenAPI document has it. */
export function operationObject(operation: Operation): OpenApiObject {
  const { id, tag, summary } = operation
  const parameters = parametersOf(operation)
  const body = bodyOf(operation)
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: needs(operation),
    security: securityOf(operation),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: { required: true, content: body } }),
    responses: { ...successOf(operation), ...failuresOf(operation) },
  }
}

function needs({ permission, signed, open }: Operation): string {
  if (open === true) return 'Needs no credential.'
  if (permission === undefined) return 'Needs any credential.'
  return signed === true ? `Signed by a key with \`${permission}\`.` : `Needs \`${permission}\`.`
}

/** OpenAPI 3.1 lets roles stand beside any scheme. */
function securityOf({ permission, signed, open }: Operation): readonly OpenApiObject[] {
  if (open === true) return []
  const roles = permission === undefined ? [] : [permission]
  return [{ [signed === true ? 'signature' : 'apiKey']: roles }]
}

function parametersOf({
  method,
  path,
  query = {},
  answer,
  conditions = [],
}: Operation): readonly OpenApiObject[] {
  const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema:
      name === 'id' ? { type: 'integer', format: 'int64', minimum: 1 } : { type: 'string', minLength: 1 },
  }))
  const inQuery = Object.entries(query).map(([name, { description, schema, required }]) => ({
    name,
    in: 'query',
    description,
    ...(required && { required }),
    schema,
  }))
  const shared = [
    ...(method === 'POST' ? ['IdempotencyKey'] : []),
    ...(method === 'GET' ? ['IfNoneMatch'] : []),
    ...('content' in answer ? ['Range', 'IfRange'] : []),
    ...conditions,
  ]
  return [...inPath, ...inQuery, ...shared.map((name) => ({ $ref: `#/components/parameters/${name}` }))]
}

function bodyOf({ body }: Operation): OpenApiObject | undefined {
  if (body === undefined) return undefined
  if (body !== 'file') return { 'application/json': { schema: schemaRef(body) } }
  const file = { type: 'string', format: 'binary', contentMediaType: 'application/octet-stream' }
  return { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file } } } }
}

function successOf({ method, answer, signed }: Operation): OpenApiObject {
  const vary = signed === true ? [] : ['Vary']
  const fresh = method === 'GET' ? ['Cache-Control', 'ETag', ...vary] : []
  const headers = headerRefs([...standing, ...fresh])
  const unchanged =
    method === 'GET' ? { 304: { description: 'It is as the caller has it.', headers } } : undefined
  if ('content' in answer) return { ...contentSuccess([...standing, ...fresh]), ...unchanged }
  return { [answer.status]: { ...success(answer), headers }, ...unchanged }
}

function success(answer: Exclude<Operation['answer'], { content: true }>): OpenApiObject {
  if ('one' in answer) return json(answer.status === 201 ? 'Created.' : 'Found.', answer.one)
  if ('list' in answer) return json('One page.', `${answer.list}List`)
  return { description: 'Done.' }
}

function json(description: string, schema: string): OpenApiObject {
  return { description, content: { 'application/json': { schema: schemaRef(schema) } } }
}

const standing = ['X-Request-Id', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset']

function contentSuccess(shared: readonly string[]): OpenApiObject {
  const names = [...shared, 'Accept-Ranges', 'Content-Disposition', 'Last-Modified']
  const content = { '*/*': {} }
  return {
    200: { description: 'The whole content.', headers: headerRefs(names), content },
    206: {
      description: 'A part of the content.',
      headers: headerRefs([...names, 'Content-Range']),
      content,
    },
  }
}
