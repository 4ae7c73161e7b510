import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * LINE. Secret: the channel secret, as text. Neither time nor address is signed.
 * Source: developers.line.biz, "Verify webhook signature"; @line/bot-sdk.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { line } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [line(), 'line-channel-secret-0001']
 * const request = await webhookRequest(scheme, { destination: 'U1', events: [{ type: 'message' }] }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // message
 * ```
 */
export function line(): SignatureScheme {
  return {
    name: 'line',
    algorithm: 'HMAC-SHA256',
    format: single('x-line-signature'),
    id: { body: 'events.0.webhookEventId' },
    type: { body: 'events.0.type' },
    key: textKey('sha256'),
    encoding: 'base64',
    signed: ({ body }) => [body],
  }
}
