import { InvalidRequestError } from '@veza/resilience'
import type { HttpRequest } from '../exchange/middleware.ts'
import type { CallOptions } from '../options/http-options.ts'
import { joinUrl } from '../url/join-url.ts'
import type { RequestSpec } from './request-spec.ts'
import { lowerCased, type Settings } from './settings.ts'

/** A request, ready but for attempt number and credential. */
export type PreparedRequest = Omit<HttpRequest, 'attempt'>

/** Makes the request of a call; all its attempts send the same one. */
export function prepare(settings: Settings, spec: RequestSpec, options: CallOptions): PreparedRequest {
  const { method, path, params, query, body } = spec
  const adds = method === 'POST' || method === 'PATCH'
  const idempotencyKey = options.idempotencyKey ?? (adds ? crypto.randomUUID() : undefined)
  return {
    method,
    url: joinUrl(settings.baseUrl, path, params, query),
    headers: {
      accept: 'application/json',
      ...settings.headers,
      ...(options.headers && lowerCased(options.headers)),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    body: body === undefined ? undefined : toJson(body),
  }
}

function toJson(body: unknown): string | undefined {
  try {
    return JSON.stringify(body)
  } catch {
    throw new InvalidRequestError('The body cannot be written as JSON', {
      code: 'INVALID_ARGUMENT',
      remedy: 'Pass plain data: no cycles and no BigInt.',
    })
  }
}
