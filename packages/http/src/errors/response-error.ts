import { readError } from '@veza/protocol'
import { errorForStatus, retryAfterMs, type VezaError, verdict } from '@veza/resilience'
import { codeForStatus, knownCode } from '@veza/resilience/codes'
import type { HttpRequest, HttpResponse } from '../exchange/middleware.ts'
import { parseJson } from '../exchange/parse-json.ts'
import { requestIdOf } from './request-id.ts'
import { withoutEchoes } from './without-echoes.ts'

/** A code is a word, not a text. */
const sane = /^[\w.-]{1,64}$/

/**
 * The error for an answer of 400 and above, in whichever of the platform's shapes it came.
 *
 * @param response - the answer, read to its end.
 * @param sent - the request it answers, with its credential.
 * @param now - milliseconds since the Unix epoch, for Retry-After dates.
 */
export function responseError(
  response: HttpResponse,
  sent: Pick<HttpRequest, 'url' | 'headers' | 'body'>,
  now: number,
): VezaError {
  const { status, headers } = response
  const body = readError(jsonOrText(response.text))
  const code = body.code !== undefined && sane.test(body.code) ? body.code : codeForStatus(status)
  const known = knownCode(code)
  const waitMs = retryAfterMs((name) => headers.get(name), now) ?? body.retryAfterMs
  const requestId = requestIdOf(headers) ?? body.requestId
  const ErrorClass = errorForStatus(status)
  const message =
    body.message === undefined ? `The server answered ${status}` : withoutEchoes(body.message, sent)
  return new ErrorClass(message, {
    code,
    status,
    retryable: known?.hopeless !== true && verdict({ type: 'response', status }, true).retry,
    remedy: known?.remedy ?? knownCode(codeForStatus(status))?.remedy ?? fallback(status),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    ...(requestId !== undefined && { requestId }),
    ...((body.fields ?? body.details) !== undefined && { details: body.fields ?? body.details }),
  })
}

function fallback(status: number): string {
  return status >= 500
    ? 'Try again later; if it goes on, report it with the request id.'
    : 'Correct the call; the message and the details say what is wrong.'
}

function jsonOrText(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return text
  }
}
