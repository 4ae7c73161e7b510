import { InvalidRequestError, isVezaError, type VezaError } from '@veza/resilience'
import { answer, type WebhookAnswer } from './webhook-answer.ts'
import type { WebhookReply } from './webhook-listener.ts'

/** What a sender waits after a failure of ours, in seconds. */
const pauseS = 30

/**
 * The answer that a listener gave.
 *
 * @throws InvalidRequestError `INVALID_ARGUMENT` for a reply that no framework could write out.
 */
export function replyAnswer({ status = 200, headers = {}, body }: WebhookReply): WebhookAnswer {
  if (!Number.isInteger(status) || status < 200 || status > 599) throw invalidReply('status')
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w-]+$/.test(name) || typeof value !== 'string' || !/^[\t\x20-\x7e]*$/.test(value))
      throw invalidReply('headers')
  }
  if (body === undefined || typeof body === 'string')
    return { status, headers: lowerCase(headers), body: body ?? '' }
  return answer(status, body, lowerCase(headers))
}

/** The answer to a request that was not verified: the code tells an honest sender enough, and a forger nothing. */
export function refusalAnswer(error: unknown, contentType = ''): WebhookAnswer {
  if (!isVezaError(error)) return failureAnswer(error)
  const { code } = error
  const asked = 'answerStatus' in error && typeof error.answerStatus === 'number' ? error.answerStatus : 500
  // What is no JSON, and does not say that it is, is of a kind that is not taken here.
  const status = code === 'WEBHOOK_BODY_INVALID' && !/json|form|^$/i.test(contentType) ? 415 : asked
  if (status < 300) return answer(status)
  return answer(status, { error: { code } }, status >= 500 ? waiting(error) : {})
}

/** The answer when a listener failed: the sender shall try again. Nothing of the error is told. */
export function failureAnswer(error: unknown): WebhookAnswer {
  return answer(500, { error: { code: 'INTERNAL_SERVER_ERROR' } }, waiting(error))
}

function invalidReply(what: string): InvalidRequestError {
  const remedy =
    'Return nothing, or { status, headers, body } with a status from 200 to 599 and headers of ASCII.'
  return new InvalidRequestError(`A listener replied with ${what} that cannot be sent`, {
    code: 'INVALID_ARGUMENT',
    remedy,
  })
}

function waiting(error: unknown): Record<string, string> {
  const ms = isVezaError(error) ? (error as VezaError).retryAfterMs : undefined
  return { 'retry-after': String(ms === undefined ? pauseS : Math.max(1, Math.ceil(ms / 1000))) }
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
