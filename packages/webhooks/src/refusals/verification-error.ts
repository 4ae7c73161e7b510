import { InvalidRequestError, isVezaError, type VezaError, WebhookVerificationError } from '@veza/resilience'
import { webhookRemedy } from '@veza/resilience/webhook-codes'
import type { Arrival } from '../handle/arrival.ts'
import { headerReader } from '../message/header-reader.ts'
import type { WebhookInput } from '../message/webhook-input.ts'
import { answerStatuses } from './answer-statuses.ts'
import { rawBodyRemedy } from './raw-body-remedy.ts'
import { Refused } from './refused.ts'
import { sentences } from './sentences.ts'

/**
 * What a verifier throws: the refusal with its remedy. Loaded with the first refusal.
 *
 * @param scheme - the scheme's name.
 * @param thrown - whatever was thrown on the way.
 * @param input - what was to be verified, to name the framework it comes from.
 */
export function verificationError(scheme: string, thrown: unknown, input: WebhookInput | Arrival): VezaError {
  if (isVezaError(thrown)) return thrown
  const refused = thrown instanceof Refused ? thrown : new Refused('WEBHOOK_CHECK_FAILED', '', thrown)
  if (refused.code === 'INVALID_ARGUMENT') return noRequest()
  const code = mayBeCompressed(refused, input) ? 'WEBHOOK_BODY_ENCODED' : refused.code
  const known = webhookRemedy(code) ?? 'Answer the sender with answerStatus.'
  const sentence = (sentences[code] ?? '{}').replace('{}', () => refused.message)
  const answerStatus = answerStatuses[code] ?? 400
  return new WebhookVerificationError(`${scheme}: ${sentence}`, {
    code,
    answerStatus,
    retryable: answerStatus >= 500,
    remedy: code === 'WEBHOOK_BODY_PARSED' ? rawBodyRemedy(input, known) : known,
    cause: refused.cause,
  })
}

function noRequest(): VezaError {
  const remedy = 'Pass a Fetch Request, or { headers, body }.'
  return new InvalidRequestError(`There is no request to verify. ${remedy}`, {
    code: 'INVALID_ARGUMENT',
    remedy,
  })
}

/** Senders sign a body before it is compressed: compressed bytes cannot match. */
function mayBeCompressed({ code }: Refused, { headers }: WebhookInput | Arrival): boolean {
  if (code !== 'WEBHOOK_SIGNATURE_MISMATCH') return false
  try {
    return (headerReader(headers)('content-encoding') ?? 'identity') !== 'identity'
  } catch {
    return false
  }
}
