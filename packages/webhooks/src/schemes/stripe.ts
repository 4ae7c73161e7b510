import { pairs } from '../formats/pairs.ts'
import { textKey } from '../keys/text-key.ts'
import { seconds } from '../time/time-unit.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Stripe. Secret: `whsec_…` of the endpoint, taken as text, prefix included.
 * Source: docs.stripe.com, "Verify webhook signatures manually".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { stripe } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [stripe(), 'whsec_test_4f1c9a7e2b3d']
 * const request = await webhookRequest(scheme, { id: 'evt_1', type: 'invoice.paid' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // invoice.paid
 * ```
 */
export function stripe(): SignatureScheme {
  return {
    name: 'stripe',
    algorithm: 'HMAC-SHA256',
    format: pairs('stripe-signature'),
    timestamp: { pair: 't', unit: seconds },
    id: { body: 'id' },
    type: { body: 'type' },
    key: textKey('sha256'),
    encoding: 'hex',
    version: 'v1',
    signed: ({ timestamp, body }) => [`${timestamp}.`, body],
  }
}
