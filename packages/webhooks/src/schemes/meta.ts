import { sameText } from '@veza/resilience/secrets'
import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import { queryOf } from '../message/address-of.ts'
import { Refused } from '../refusals/refused.ts'
import { plainAnswer } from './challenge-answer.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Meta: WhatsApp, Messenger, Instagram. Secret: the app secret, as text. No time is signed.
 *
 * @param options - `verifyToken` is the one you registered: with it, `handshake()` answers `hub.challenge`.
 * Source: developers.facebook.com, "Webhooks: getting started".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { meta } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [meta({ verifyToken: 'chosen-by-me' }), 'meta-app-secret-000001']
 * const request = await webhookRequest(scheme, { object: 'page', entry: [] }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // page
 * ```
 */
export function meta({ verifyToken }: { readonly verifyToken?: string } = {}): SignatureScheme {
  return {
    name: 'meta',
    algorithm: 'HMAC-SHA256',
    format: single('x-hub-signature-256', 'sha256='),
    type: { body: 'object' },
    key: textKey('sha256'),
    encoding: 'hex',
    signed: ({ body }) => [body],
    handshake: (received) => {
      const asked = queryOf(received, 'hub.challenge')
      if (received.method !== 'GET' || queryOf(received, 'hub.mode') !== 'subscribe' || asked === undefined)
        return undefined
      if (!verifyToken || !sameText(verifyToken, queryOf(received, 'hub.verify_token') ?? ''))
        throw new Refused('WEBHOOK_CHALLENGE_REFUSED', 'the verify token is not ours')
      return plainAnswer(asked)
    },
  }
}
