import { pairs } from '../formats/pairs.ts'
import { textKey } from '../keys/text-key.ts'
import { seconds } from '../time/time-unit.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Mux. Secret: the signing secret of the webhook, as text.
 * Source: docs.mux.com, "Verify webhook signatures"; @mux/mux-node.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { mux } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [mux(), 'mux-signing-secret-0001']
 * const request = await webhookRequest(scheme, { id: 'e1', type: 'video.asset.ready' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // video.asset.ready
 * ```
 */
export function mux(): SignatureScheme {
  return {
    name: 'mux',
    algorithm: 'HMAC-SHA256',
    format: pairs('mux-signature'),
    timestamp: { pair: 't', unit: seconds },
    id: { body: 'id' },
    type: { body: 'type' },
    key: textKey('sha256'),
    encoding: 'hex',
    version: 'v1',
    signed: ({ timestamp, body }) => [`${timestamp}.`, body],
  }
}
