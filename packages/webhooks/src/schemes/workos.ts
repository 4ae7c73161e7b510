import { pairs } from '../formats/pairs.ts'
import { textKey } from '../keys/text-key.ts'
import { milliseconds } from '../time/time-unit.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * WorkOS. Secret: that of the webhook endpoint, as text. Time in milliseconds, and three minutes of tolerance, as WorkOS
 * has it.
 * Source: workos.com/docs, "Validate the signature"; @workos-inc/node.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { workos } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [workos(), 'workos-secret-00000001']
 * const request = await webhookRequest(scheme, { id: 'event_1', event: 'user.created' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // user.created
 * ```
 */
export function workos(): SignatureScheme {
  return {
    name: 'workos',
    algorithm: 'HMAC-SHA256',
    format: pairs('workos-signature', ', '),
    timestamp: { pair: 't', unit: milliseconds },
    toleranceMs: 180_000,
    id: { body: 'id' },
    type: { body: 'event' },
    key: textKey('sha256'),
    encoding: 'hex',
    version: 'v1',
    signed: ({ timestamp, body }) => [`${timestamp}.`, body],
  }
}
