import { isVezaError } from '@veza/resilience'
import type { RequestSpec } from '../client/request-spec.ts'

/** A word of a path, a parameter or a version: whatever else stands in a path may be an id or a secret. */
const plain = /^(?:[a-z][a-z_-]{0,23}|\{\w{1,24}\}|v\d)?$/i
const longest = 200

/** An error that says which call it was. One that says so already, or that is frozen, stays as it is. */
export function withOperation<E>(error: E, spec: RequestSpec): E {
  if (!isVezaError(error) || error.operation !== undefined || Object.isFrozen(error)) return error
  return Object.assign(error, { operation: operationOf(spec) })
}

/** `GET /users/{id}`: with nothing of the values that were sent. */
export function operationOf({ method, path }: Pick<RequestSpec, 'method' | 'path'>): string {
  const template = path.split('/').map((part) => (plain.test(part) ? part : '…'))
  return `${method} ${template.join('/')}`.slice(0, longest)
}
