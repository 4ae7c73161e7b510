import { invalidArgument } from '../errors/invalid-argument.ts'
import { checkOptions, isPlain } from '../options/check-options.ts'
import { callChecks } from '../options/http-checks.ts'
import type { CallOptions } from '../options/http-options.ts'
import type { RequestSpec } from './request-spec.ts'

const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const parts: readonly string[] = ['method', 'path', 'params', 'query', 'body', 'bodyModel', 'payload']

/**
 * Refuses a request or options that are not of their types: not every caller has a compiler.
 *
 * @throws {@link InvalidRequestError} `INVALID_ARGUMENT`, `INVALID_OPTION`
 */
export function checkCall(spec: RequestSpec, options: CallOptions): void {
  checkOptions('The call', options, callChecks)
  if (!isPlain(spec)) throw invalidArgument('The request is missing', 'Pass an object of method and path.')
  for (const name of Object.keys(spec)) {
    if (parts.includes(name)) continue
    throw invalidArgument(`The request has an unknown part "${name}"`, `Its parts are: ${parts.join(', ')}.`)
  }
  const { method, path, params, query } = spec as Partial<RequestSpec>
  if (method === undefined || !methods.includes(method))
    throw invalidArgument('The HTTP method is missing or unknown', `Write one of ${methods.join(', ')}.`)
  if (typeof path !== 'string')
    throw invalidArgument('The path is missing', 'Pass path, written as "/users/{id}".')
  for (const [name, value] of Object.entries({ params, query })) {
    if (value !== undefined && value !== null && !isPlain(value))
      throw invalidArgument(
        `The request's ${name} cannot be read`,
        'Pass a plain object of names and values.',
      )
  }
}
