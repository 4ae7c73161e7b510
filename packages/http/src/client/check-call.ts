import {
  anything,
  type Checks,
  checkOptions,
  invalidOption,
  isA,
  isPlain,
  oneOf,
} from '@veza/resilience/options'
import { callChecks } from '../options/http-checks.ts'
import type { CallOptions } from '../options/http-options.ts'
import type { RequestSpec } from './request-spec.ts'

const values = (value: unknown) =>
  isPlain(value) || value === null ? undefined : 'Pass a plain object of names and values.'

const specChecks: Checks<RequestSpec> = {
  method: oneOf('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'),
  path: (value) => isA('string')(value) && 'Write it as "/users/{id}".',
  params: values,
  query: values,
  body: anything,
  bodyModel: anything,
  payload: anything,
}

/**
 * Refuses a request or options that are not of their types: not every caller has a compiler.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function checkCall(spec: RequestSpec, options: CallOptions): void {
  checkOptions('The call', options, callChecks)
  checkOptions('The request', spec, specChecks)
  for (const name of ['method', 'path'] as const) {
    if (spec[name] === undefined)
      throw invalidOption(`The request: option "${name}" is missing`, specChecks[name](undefined) ?? '')
  }
}
