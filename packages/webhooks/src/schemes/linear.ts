import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import { milliseconds } from '../time/time-unit.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Linear. Secret: the signing secret of the webhook, as text. The time is signed inside the body; one minute of
 * tolerance, as Linear has it.
 * Source: linear.app/developers, "Securing webhooks"; @linear/sdk.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { linear } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [linear(), 'lin_wh_example_secret_01']
 * const request = await webhookRequest(scheme, { type: 'Issue', action: 'create' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // Issue
 * ```
 */
export function linear(): SignatureScheme {
  return {
    name: 'linear',
    algorithm: 'HMAC-SHA256',
    format: single('linear-signature'),
    timestamp: { body: 'webhookTimestamp', unit: milliseconds },
    toleranceMs: 60_000,
    id: { header: 'linear-delivery', signed: false },
    type: { body: 'type' },
    key: textKey('sha256'),
    encoding: 'hex',
    signed: ({ body }) => [body],
  }
}
