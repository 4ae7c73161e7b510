import { randomId } from '@veza/resilience'
import { invalidArgument } from '../errors/invalid-argument.ts'
import { withOperation } from '../errors/with-operation.ts'
import type { HttpRequest } from '../exchange/middleware.ts'
import type { CallOptions } from '../options/http-options.ts'
import { joinUrl } from '../url/join-url.ts'
import type { RequestSpec } from './request-spec.ts'
import { lowerCased, type Settings } from './settings.ts'
import { unsendable } from './unsendable.ts'

/** A request, ready but for attempt number and credential. */
export type PreparedRequest = Omit<HttpRequest, 'attempt'>

/** Makes the request of a call; all its attempts send the same one. */
export function prepare(settings: Settings, spec: RequestSpec, options: CallOptions): PreparedRequest {
  try {
    return prepared(settings, spec, options)
  } catch (error) {
    throw withOperation(error, spec)
  }
}

function prepared(settings: Settings, spec: RequestSpec, options: CallOptions): PreparedRequest {
  const { method, path, params, query, payload } = spec
  const url = joinUrl(settings.baseUrl, path, params, query)
  const body = bodyOf(spec)
  const adds = method === 'POST' || method === 'PATCH'
  if (body !== undefined && payload !== undefined)
    throw invalidArgument('There are two bodies', 'Pass body or payload.')
  if ((body ?? payload) !== undefined && (method === 'GET' || method === 'HEAD')) {
    throw invalidArgument(`A ${method} has no body`, 'Pass its data as query, or use POST.')
  }
  const given = { ...settings.headers, ...lowerCased(options.headers ?? {}) }
  const idempotencyKey = options.idempotencyKey ?? given['idempotency-key'] ?? (adds ? randomId() : undefined)
  const contentType = body === undefined ? payload?.contentType : 'application/json'
  return {
    method,
    url,
    headers: {
      accept: 'application/json',
      ...(contentType !== undefined && { 'content-type': contentType }),
      ...given,
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    body: body === undefined ? payload : toJson(body),
  }
}

function bodyOf({ body, bodyModel }: RequestSpec): unknown {
  if (bodyModel === undefined) return body
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return bodyModel.write(body as never)
  throw invalidArgument(
    `The fields of the ${bodyModel.name} are missing`,
    'Pass them as an object; where the method takes an id, after the id.',
  )
}

function toJson(body: unknown): string {
  const trouble = unsendable(body)
  if (trouble !== undefined) {
    throw invalidArgument(
      `The body holds ${trouble}`,
      'Pass plain data: objects, lists, texts, finite numbers, valid dates.',
    )
  }
  return JSON.stringify(body)
}
