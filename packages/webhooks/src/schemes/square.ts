import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import { wrongOption } from '../options/wrong-option.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Square. Secret: the signature key of the subscription, as text. No time is signed.
 *
 * @param options - `url` is the notification URL as it is registered: it is signed.
 * Source: developer.squareup.com, "Verify and validate an event notification"; square.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { square } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [square({ url: 'https://example.com/webhook' }), 'square-signature-key-01']
 * const request = await webhookRequest(scheme, { event_id: 'e1', type: 'payment.updated' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // payment.updated
 * ```
 */
export function square({ url }: { readonly url: string }): SignatureScheme {
  if (typeof url !== 'string' || url === '') throw wrongOption('url', 'Pass the notification URL.')
  return {
    name: 'square',
    algorithm: 'HMAC-SHA256',
    format: single('x-square-hmacsha256-signature'),
    id: { body: 'event_id' },
    type: { body: 'type' },
    key: textKey('sha256'),
    encoding: 'base64',
    signed: ({ body }) => [url, body],
  }
}
