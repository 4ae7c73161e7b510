import { WebhookVerificationError } from '@veza/resilience'

/**
 * The error for a body that somebody read before: its bytes are gone.
 *
 * @param who - what read it, as `express.json()`.
 * @param remedy - what to write instead, in the framework's own terms.
 */
export function bodyParsed(who: string, remedy: string): WebhookVerificationError {
  return new WebhookVerificationError(`${who} has read the body, and the bytes that were signed are gone`, {
    code: 'WEBHOOK_BODY_PARSED',
    // The fault is on this side: the sender shall try again.
    answerStatus: 500,
    retryable: true,
    remedy,
  })
}
