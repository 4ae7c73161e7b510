import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Typeform. Secret: the one you gave the webhook, as text. No time is signed.
 * Source: typeform.com/developers, "Secure your webhooks".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { typeform } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [typeform(), 'typeform-secret-000001']
 * const request = await webhookRequest(scheme, { event_id: 'e1', event_type: 'form_response' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // form_response
 * ```
 */
export function typeform(): SignatureScheme {
  return {
    name: 'typeform',
    algorithm: 'HMAC-SHA256',
    format: single('typeform-signature', 'sha256='),
    id: { body: 'event_id' },
    type: { body: 'event_type' },
    key: textKey('sha256'),
    encoding: 'base64',
    signed: ({ body }) => [body],
  }
}
