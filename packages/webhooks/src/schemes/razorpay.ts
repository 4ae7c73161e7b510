import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Razorpay. Secret: the one you gave the webhook, as text. Neither time nor id is signed: repeats are told by their bytes.
 * Source: razorpay.com/docs, "Validate and test webhooks"; razorpay.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { razorpay } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [razorpay(), 'razorpay-secret-000001']
 * const request = await webhookRequest(scheme, { event: 'payment.captured' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // payment.captured
 * ```
 */
export function razorpay(): SignatureScheme {
  return {
    name: 'razorpay',
    algorithm: 'HMAC-SHA256',
    format: single('x-razorpay-signature'),
    id: { header: 'x-razorpay-event-id', signed: false },
    type: { body: 'event' },
    key: textKey('sha256'),
    encoding: 'hex',
    signed: ({ body }) => [body],
  }
}
