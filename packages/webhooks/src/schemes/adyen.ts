import { single } from '../formats/single.ts'
import { hexKey } from '../keys/hex-key.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Adyen webhooks that sign the whole body: Balance Platform, Management and others. Secret: the HMAC key, in hex.
 * Standard payment webhooks sign eight fields of each item: {@link adyenItems}.
 * Source: docs.adyen.com, "Verify HMAC signatures"; @adyen/api-library.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { adyen } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [adyen(), 'DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00']
 * const request = await webhookRequest(scheme, { type: 'balancePlatform.payment.created' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // balancePlatform.payment.created
 * ```
 */
export function adyen(): SignatureScheme {
  return {
    name: 'adyen',
    algorithm: 'HMAC-SHA256',
    format: single('hmacsignature'),
    type: { body: 'type' },
    key: hexKey,
    encoding: 'base64',
    signed: ({ body }) => [body],
  }
}
