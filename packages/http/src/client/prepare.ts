import { InvalidRequestError } from '@veza/resilience'
import type { HttpRequest } from '../exchange/middleware.ts'
import type { CallOptions } from '../options/http-options.ts'
import { joinUrl } from '../url/join-url.ts'
import { randomId } from './random-id.ts'
import type { RequestSpec } from './request-spec.ts'
import { lowerCased, type Settings } from './settings.ts'
import { unsendable } from './unsendable.ts'

/** A request, ready but for attempt number and credential. */
export type PreparedRequest = Omit<HttpRequest, 'attempt'>

/** Makes the request of a call; all its attempts send the same one. */
export function prepare(settings: Settings, spec: RequestSpec, options: CallOptions): PreparedRequest {
  const { method, path, params, query, body, payload } = spec
  const adds = method === 'POST' || method === 'PATCH'
  if (!methods.includes(method)) throw invalid('The method is none', `Write one of ${methods.join(', ')}.`)
  if (body !== undefined && payload !== undefined)
    throw invalid('There are two bodies', 'Pass body or payload.')
  if ((body ?? payload) !== undefined && (method === 'GET' || method === 'HEAD')) {
    throw invalid(`A ${method} has no body`, 'Pass its data as query, or use POST.')
  }
  const given = { ...settings.headers, ...lowerCased(options.headers ?? {}) }
  const idempotencyKey = options.idempotencyKey ?? given['idempotency-key'] ?? (adds ? randomId() : undefined)
  const contentType = body === undefined ? payload?.contentType : 'application/json'
  return {
    method,
    url: joinUrl(settings.baseUrl, path, params, query),
    headers: {
      accept: 'application/json',
      ...(contentType !== undefined && { 'content-type': contentType }),
      ...given,
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    body: body === undefined ? payload : toJson(body),
  }
}

const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

function toJson(body: unknown): string {
  const trouble = unsendable(body)
  if (trouble !== undefined) {
    throw invalid(
      `The body holds ${trouble}`,
      'Pass plain data: objects, lists, texts, finite numbers, valid dates.',
    )
  }
  return JSON.stringify(body)
}

function invalid(message: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(message, { code: 'INVALID_ARGUMENT', remedy })
}
