import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import { formParser } from '../message/form-parser.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * GitHub. Secret: the one you gave the webhook, as text. Neither time nor id is signed: repeats are told by their bytes.
 * Source: docs.github.com, "Validating webhook deliveries".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { github } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [github(), "It's a Secret to Everybody"]
 * const request = await webhookRequest(scheme, { action: 'opened' }, { secrets })
 * const { event } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(event) // { action: 'opened' }
 * ```
 */
export function github(): SignatureScheme {
  return {
    name: 'github',
    algorithm: 'HMAC-SHA256',
    format: single('x-hub-signature-256', 'sha256='),
    id: { header: 'x-github-delivery', signed: false },
    type: { header: 'x-github-event' },
    forms: formParser,
    key: textKey('sha256'),
    encoding: 'hex',
    signed: ({ body }) => [body],
  }
}
