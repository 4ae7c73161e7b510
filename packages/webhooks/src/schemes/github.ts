import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * GitHub. Secret: the webhook's own, as text. Neither time nor id is signed: repeats are told by the bytes.
 * Source: docs.github.com, "Validating webhook deliveries".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { github } from '@veza/webhooks/schemes'
 *
 * const secrets = "It's a Secret to Everybody"
 * const request = await webhookRequest(github(), { action: 'opened' }, { secrets })
 * console.log((await createVerifier({ scheme: github(), secrets }).verify(request)).event)
 * ```
 */
export function github(): SignatureScheme {
  return {
    name: 'github',
    format: single('x-hub-signature-256', 'sha256='),
    id: { header: 'x-github-delivery', signed: false },
    type: { header: 'x-github-event' },
    forms: true,
    key: textKey('sha256'),
    encoding: 'hex',
    signed: ({ body }) => [body],
  }
}
