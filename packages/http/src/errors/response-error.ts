import { type ErrorBody, type FieldError, readError } from '@veza/protocol'
import { errorForStatus, retryAfterMs, type VezaError, verdict } from '@veza/resilience'
import { codeForStatus, knownCode } from '@veza/resilience/codes'
import type { HttpResponse } from '../exchange/middleware.ts'
import { parseJson } from '../exchange/parse-json.ts'
import { requestIdOf } from './request-id.ts'
import { isEcho, type Sent, withoutEchoes } from './without-echoes.ts'

const sane = /^[\w.:-]{1,128}$/
/** A field as `email`, `roles.0` or `items[2].name`. */
const fieldName = /^[\w.[\]-]{1,64}$/
const mostFields = 5
const longestMessage = 500

/**
 * The error for an answer that is a failure, in whichever of the platform's shapes it came. What was sent is taken out
 * of all that the server says.
 *
 * @param response - the answer, read to its end.
 * @param sent - the request it answers, with its credential.
 * @param now - milliseconds since the Unix epoch, for Retry-After dates.
 */
export function responseError(response: HttpResponse, sent: Sent, now: number): VezaError {
  const { status, headers } = response
  const clean = (text: string) => withoutEchoes(text, sent).slice(0, longestMessage)
  const parsed = jsonOrText(response.text)
  const body = readError(typeof parsed === 'string' ? withoutEchoes(parsed, sent) : parsed)
  const code = codeOf(body, status, sent)
  const known = knownCode(code)
  const waitMs = retryAfterMs((name) => headers.get(name), now) ?? body.retryAfterMs
  const requestId = word(requestIdOf(headers, sent) ?? body.requestId, sent)
  const fields = body.fields?.map((field) => cleanField(field, sent, clean))
  const details = fields ?? (body.details && clean(body.details))
  const message = body.message === undefined ? `The server answered ${status}` : clean(body.message)
  const ErrorClass = errorForStatus(status)
  return new ErrorClass(withFields(message, fields), {
    code,
    status,
    retryable: known?.hopeless !== true && verdict({ type: 'response', status }, true).retry,
    remedy: known?.remedy ?? knownCode(codeForStatus(status))?.remedy ?? fallback(status),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    ...(requestId !== undefined && { requestId }),
    ...(details !== undefined && { details }),
  })
}

function codeOf({ code, details = '' }: ErrorBody, status: number, sent: Sent): string {
  // The guide's own shape has the machine code there, beside a number that repeats the status.
  const detailed = knownCode(details)?.status === undefined ? undefined : details
  return word(code ?? detailed, sent) ?? (status < 400 ? 'INVALID_RESPONSE' : codeForStatus(status))
}

/** A word of the server, unless it is a text, or repeats what was sent. */
function word(text: string | undefined, sent: Sent): string | undefined {
  return text !== undefined && sane.test(text) && !isEcho(text, sent) ? text : undefined
}

function cleanField({ field, code, message }: FieldError, sent: Sent, clean: (text: string) => string) {
  const known = word(code, sent)
  return { field: clean(field), ...(known !== undefined && { code: known }), message: clean(message) }
}

/** The message with the first fields by name and code: details are not printed. */
function withFields(message: string, fields: readonly FieldError[] = []): string {
  const names = fields
    .filter(({ field }) => fieldName.test(field))
    .map(({ field, code }) => (code === undefined ? field : `${field} (${code})`))
  if (names.length === 0) return message
  const more = names.length > mostFields ? ` and ${names.length - mostFields} more` : ''
  return `${message.replace(/[\s.:]+$/, '')}: ${names.slice(0, mostFields).join(', ')}${more}`
}

function fallback(status: number): string {
  if (status < 400) return 'Check that baseUrl points at the Veza API and that no proxy answers in its place.'
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
