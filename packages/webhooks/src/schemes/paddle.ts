import { pairs } from '../formats/pairs.ts'
import { textKey } from '../keys/text-key.ts'
import { seconds } from '../time/time-unit.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Paddle Billing. Secret: `pdl_ntfset_…`, as text. Five seconds of tolerance, as Paddle has it.
 * Source: developer.paddle.com, "Verify webhook signatures"; @paddle/paddle-node-sdk.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { paddle } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [paddle(), 'pdl_ntfset_01hexample_secret']
 * const request = await webhookRequest(scheme, { event_id: 'evt_1', event_type: 'transaction.paid' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // transaction.paid
 * ```
 */
export function paddle(): SignatureScheme {
  return {
    name: 'paddle',
    algorithm: 'HMAC-SHA256',
    format: pairs('paddle-signature', ';'),
    timestamp: { pair: 'ts', unit: seconds },
    toleranceMs: 5000,
    id: { body: 'event_id' },
    type: { body: 'event_type' },
    key: textKey('sha256'),
    encoding: 'hex',
    version: 'h1',
    signed: ({ timestamp, body }) => [`${timestamp}:`, body],
  }
}
