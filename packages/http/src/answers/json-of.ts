import { InvalidResponseError } from '@veza/resilience'
import { requestIdOf } from '../errors/request-id.ts'
import type { HttpResponse } from '../exchange/middleware.ts'
import { parseJson } from '../exchange/parse-json.ts'

/**
 * The JSON of an answer; `undefined` where it has no body. A wrong content type on good JSON is passed over.
 *
 * @throws {@link InvalidResponseError} where the body is not JSON; the body is not quoted.
 */
export function jsonOf(response: HttpResponse): unknown {
  if (response.text === '') return undefined
  try {
    return parseJson(response.text)
  } catch {
    throw unexpected(response, `The answer is not JSON, or cut short (${contentType(response)})`)
  }
}

/** The error for an answer that is not what the platform promises. */
export function unexpected(response: HttpResponse, message: string): InvalidResponseError {
  const requestId = requestIdOf(response.headers, undefined)
  return new InvalidResponseError(message, {
    code: 'INVALID_RESPONSE',
    status: response.status,
    ...(requestId !== undefined && { requestId }),
    remedy: 'Check that baseUrl points at the Veza API and that no proxy answers in its place.',
  })
}

function contentType({ headers }: HttpResponse): string {
  const type = headers.get('content-type')?.split(';', 1)[0] ?? ''
  // A hostile header is not repeated.
  return /^(?:application|text|image|audio|video|multipart)\/[a-z.+-]{1,30}$/i.test(type)
    ? type
    : 'no known content type'
}
