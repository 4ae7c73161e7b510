import type { Model, WireObject } from '@veza/protocol'
import type { Context } from 'hono'
import { codedFailure, type FieldFailure, invalidFields } from './api-failure.ts'
import type { Env, Platform } from './route.ts'

/**
 * The body of a request, checked against the contract; fields the model does not name are dropped.
 *
 * @throws ApiFailure 400, 415 or 422
 */
export function readBody(
  c: Context<Env>,
  { validator }: Platform,
  model: Pick<Model<unknown>, 'wireFields'>,
): WireObject {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw codedFailure(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send application/json')
  }
  const body = parse(c.get('body'))
  const issues = validator.check(model, body)
  if (issues.length > 0)
    throw invalidFields(issues.map(({ path, expected }) => failure(body, path, expected)))
  const known = Object.entries(body as WireObject).filter(([name]) => Object.hasOwn(model.wireFields, name))
  return Object.fromEntries(known)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw codedFailure(400, 'VALIDATION_INVALID_FORMAT', 'The body is not JSON')
  }
}

function failure(body: unknown, path: string, expected: string): FieldFailure {
  const [top = ''] = path.split('.')
  const missing = typeof body === 'object' && body !== null && !(top in body)
  const code = missing ? 'VALIDATION_REQUIRED_FIELD' : 'VALIDATION_INVALID_FORMAT'
  return { field: path, code, message: missing ? 'is required' : `should be ${expected}` }
}
