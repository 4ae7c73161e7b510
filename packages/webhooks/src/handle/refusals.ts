import { WebhookVerificationError } from '@veza/resilience'

/** The body is larger than the verifier takes. */
export function bodyTooLarge(maxBytes: number): WebhookVerificationError {
  return new WebhookVerificationError(`The body has more than ${maxBytes} bytes`, {
    code: 'WEBHOOK_BODY_TOO_LARGE',
    answerStatus: 413,
    remedy: 'Raise maxBodyBytes, if a sender really sends so much.',
  })
}

/** The sender went away, or sent something that does not unpack. */
export function bodyIncomplete(cause?: unknown): WebhookVerificationError {
  return new WebhookVerificationError('The body ended before it was complete', {
    code: 'WEBHOOK_BODY_INCOMPLETE',
    answerStatus: 400,
    remedy: 'Nothing to do: the sender tries again.',
    cause,
  })
}

/**
 * Somebody read the body before, and its bytes are gone.
 *
 * @param who - what read it, as `express.json()`.
 * @param remedy - what to write instead, in the framework's own terms.
 */
export function bodyParsed(who: string, remedy: string): WebhookVerificationError {
  return new WebhookVerificationError(`${who} has read the body, and the bytes that were signed are gone`, {
    code: 'WEBHOOK_BODY_PARSED',
    // The fault is on this side: the sender shall try again.
    answerStatus: 500,
    remedy,
  })
}

/** The body is packed in a way that cannot be unpacked here. */
export function encodingUnsupported(): WebhookVerificationError {
  return new WebhookVerificationError('The Content-Encoding of the body is not supported', {
    code: 'WEBHOOK_ENCODING_UNSUPPORTED',
    answerStatus: 415,
    remedy: 'Have the sender send it plain, or with gzip or deflate.',
  })
}
