import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Shopify, webhooks and events. Secret: the client secret of the app, as text. Neither time nor id is signed: repeats are
 * told by their bytes.
 * Source: shopify.dev, "Verify webhook deliveries"; @shopify/shopify-api.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { shopify } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [shopify(), 'shopify-client-secret-01']
 * const request = await webhookRequest(scheme, { id: 1 }, { secrets })
 * const { event } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(event) // { id: 1 }
 * ```
 */
export function shopify(): SignatureScheme {
  return { ...withHeaders('x-shopify'), alternatives: [withHeaders('shopify')] }
}

function withHeaders(prefix: string): SignatureScheme {
  return {
    name: 'shopify',
    algorithm: 'HMAC-SHA256',
    format: single(`${prefix}-hmac-sha256`),
    id: { header: `${prefix}-webhook-id`, signed: false },
    type: { header: `${prefix}-topic` },
    key: textKey('sha256'),
    encoding: 'base64',
    signed: ({ body }) => [body],
  }
}
