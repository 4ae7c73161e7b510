import type { Encoding } from '../crypto/key.ts'
import { versioned } from '../formats/versioned.ts'
import { standardKey } from '../keys/standard-key.ts'
import { Refused } from '../refusals/refused.ts'
import type { KeyReader, SignatureScheme, SignedFields } from './scheme.ts'

const encoding: Encoding = 'base64'

/** The scheme of Standard Webhooks under another name, with other headers or keys. */
export function standard(name: string, headers: string, key: KeyReader = standardKey): SignatureScheme {
  return {
    name,
    format: versioned(`${headers}-signature`),
    timestamp: { header: `${headers}-timestamp`, unit: 's' },
    id: { header: `${headers}-id` },
    type: { body: 'type' },
    key,
    encoding,
    signed: ({ id, timestamp, body }: SignedFields) => {
      // With a full stop in it, the end of the id could pass for the time, and the time for the body's begin.
      if (id.includes('.')) throw new Refused('WEBHOOK_ID_INVALID', 'the id has a full stop in it')
      return [`${id}.${timestamp}.`, body]
    },
  }
}

/**
 * Standard Webhooks, `v1` (HMAC-SHA256) and `v1a` (Ed25519). Secrets: `whsec_…`, `whpk_…`, `whsk_…`.
 * Source: the Standard Webhooks specification, 1.0.0.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { standardWebhooks } from '@veza/webhooks/schemes'
 *
 * const secrets = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
 * const verifier = createVerifier({ scheme: standardWebhooks(), secrets })
 * const request = await webhookRequest(standardWebhooks(), { type: 'user.created' }, { secrets })
 * console.log((await verifier.verify(request)).type) // user.created
 * ```
 */
export function standardWebhooks(): SignatureScheme {
  return standard('standard-webhooks', 'webhook')
}
