import { versioned } from '../formats/versioned.ts'
import { standardKey } from '../keys/standard-key.ts'
import { Refused } from '../refusals/refused.ts'
import { seconds } from '../time/time-unit.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Standard Webhooks, `v1` (HMAC-SHA256) and `v1a` (Ed25519). Secret: `whsec_…`, `whpk_…` or `whsk_…`.
 * Source: the Standard Webhooks specification, 1.0.0.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [standardWebhooks(), 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']
 * const request = await webhookRequest(scheme, { type: 'user.created' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // user.created
 * ```
 */
export function standardWebhooks(): SignatureScheme {
  return standardScheme('standard-webhooks', 'webhook')
}

/**
 * Standard Webhooks as a provider names it.
 *
 * @param headers - what the names of its headers begin with.
 */
export function standardScheme(name: string, headers: string): SignatureScheme {
  return {
    name,
    algorithm: 'HMAC-SHA256, Ed25519',
    format: versioned(`${headers}-signature`),
    timestamp: { header: `${headers}-timestamp`, unit: seconds },
    id: { header: `${headers}-id` },
    type: { body: 'type' },
    key: standardKey,
    encoding: 'base64',
    signed: ({ id, timestamp, body }) => {
      // With a full stop in it, the end of an id could pass for the time, and the time for the begin of a body.
      if (id.includes('.')) throw new Refused('WEBHOOK_ID_INVALID', 'has a full stop in it')
      return [`${id}.${timestamp}.`, body]
    },
  }
}
