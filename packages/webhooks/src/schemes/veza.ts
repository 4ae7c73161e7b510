import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import type { SignatureScheme } from './scheme.ts'
import { standardScheme } from './standard-webhooks.ts'

/**
 * Veza: Standard Webhooks, `v1` and `v1a`. Secret: `whsec_…` or `whpk_…`. For typed events, pass `vezaEvents` of
 * `@veza/protocol` as the verifier's `schema`.
 *
 * @param options - `legacy: true` also takes what older servers send: `X-Veza-Signature`, `X-Signature` or
 * `X-Dihya-Signature` with the hex HMAC-SHA256 of the body, keyed with the secret's whole text. No time is signed there:
 * only the claim store stops a replay.
 * Source: the guide, "external-services" and "integrations"; the Standard Webhooks specification, 1.0.0.
 *
 * @example
 * ```ts
 * import { vezaEvents } from '@veza/protocol'
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { veza } from '@veza/webhooks/schemes'
 *
 * const secrets = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
 * const verifier = createVerifier({ scheme: veza(), secrets, schema: vezaEvents })
 *
 * const request = await webhookRequest(
 *   veza(),
 *   { type: 'message.sent', data: { id: 1, room_id: 123, user_id: 7, content: 'Hello' } },
 *   { secrets },
 * )
 * const { event } = await verifier.verify(request)
 * if (event.type === 'message.sent') console.log(event.data.roomId) // 123
 * ```
 */
export function veza({ legacy = false }: { readonly legacy?: boolean } = {}): SignatureScheme {
  const scheme = standardScheme('veza', 'webhook')
  const headers = ['x-veza-signature', 'x-signature', 'x-dihya-signature']
  return legacy ? { ...scheme, alternatives: headers.map(older) } : scheme
}

function older(header: string): SignatureScheme {
  return {
    name: 'veza',
    algorithm: 'HMAC-SHA256',
    format: single(header, 'sha256=', true),
    type: { body: 'type' },
    key: textKey('sha256'),
    encoding: 'hex',
    signed: ({ body }) => [body],
  }
}
