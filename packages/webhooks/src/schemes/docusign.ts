import { numbered } from '../formats/numbered.ts'
import type { SignatureFormat } from '../formats/signature-format.ts'
import { textKey } from '../keys/text-key.ts'
import { Refused } from '../refusals/refused.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * DocuSign Connect. Secrets: the Connect keys, as text; DocuSign signs with each live one. No time and no id is signed:
 * repeats are told by their bytes. Set `parse: false` for XML.
 * Source: developers.docusign.com, "HMAC security with Connect".
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { docusign } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [docusign(), 'docusign-connect-key-01=']
 * const request = await webhookRequest(scheme, { event: 'envelope-completed' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // envelope-completed
 * ```
 */
export function docusign(): SignatureScheme {
  return {
    name: 'docusign',
    algorithm: 'HMAC-SHA256',
    format: onlyHmac(numbered('x-docusign-signature-')),
    type: { body: 'event' },
    key: textKey('sha256'),
    encoding: 'base64',
    signed: ({ body }) => [body],
  }
}

function onlyHmac(format: SignatureFormat): SignatureFormat {
  const read: SignatureFormat['read'] = (received) => {
    if ((received.header('x-authorization-digest') ?? 'HMACSHA256') !== 'HMACSHA256')
      throw new Refused(
        'WEBHOOK_ALGORITHM_REFUSED',
        'the header x-authorization-digest names another algorithm',
      )
    return format.read(received)
  }
  return { ...format, read }
}
