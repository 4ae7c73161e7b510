import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Intercom. Secret: the client secret of the app, as text. HMAC-SHA1, and no time is signed.
 * Source: developers.intercom.com, "Webhooks: signed notifications".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { intercom } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [intercom(), 'intercom-client-secret-1']
 * const request = await webhookRequest(scheme, { id: 'notif_1', topic: 'user.created' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // user.created
 * ```
 */
export function intercom(): SignatureScheme {
  return {
    name: 'intercom',
    algorithm: 'HMAC-SHA1',
    format: single('x-hub-signature', 'sha1='),
    id: { body: 'id' },
    type: { body: 'topic' },
    key: textKey('sha1'),
    encoding: 'hex',
    signed: ({ body }) => [body],
  }
}
