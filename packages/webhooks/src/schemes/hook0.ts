import { pairs } from '../formats/pairs.ts'
import type { SignatureFormat } from '../formats/signature-format.ts'
import { textKey } from '../keys/text-key.ts'
import { seconds } from '../time/time-unit.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Hook0. Secret: that of the subscription, as text. `v1` signs headers too, those that it names; where it is there, `v0`
 * beside it does not count.
 *
 * @param options - `headers` are those to sign with `v1`, when signing; without them, `v0` is made.
 * Source: documentation.hook0.com; the conformance vectors of hook0/hook0.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { hook0 } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [hook0(), 'hook0-subscription-secret']
 * const request = await webhookRequest(scheme, { user_id: 1 }, { secrets })
 * const { event } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(event) // { user_id: 1 }
 * ```
 */
export function hook0({ headers = [] }: { readonly headers?: readonly string[] } = {}): SignatureScheme {
  const names = headers.join(' ').toLowerCase()
  return {
    name: 'hook0',
    algorithm: 'HMAC-SHA256',
    format: strongest(pairs('x-hook0-signature')),
    timestamp: { pair: 't', unit: seconds },
    id: { header: 'x-event-id', signed: false },
    type: { header: 'x-event-type' },
    key: (secret, minBytes) => {
      const key = [textKey('sha256')(secret, minBytes)].flat()
      return ['v1', 'v0'].flatMap((version) => key.map((one) => ({ ...one, version })))
    },
    encoding: 'hex',
    sends: names === '' ? { version: 'v0' } : { version: 'v1', pairs: { h: names } },
    signed: ({ timestamp, version, body, pairs: named, request }) => {
      if (version === 'v0') return [`${timestamp}.`, body]
      const names = named?.get('h')?.toLowerCase() ?? ''
      const values = names.split(' ').map((name) => request.needed(name))
      return [`${timestamp}.${names}.${values.join('.')}.`, body]
    },
  }
}

/** Taking the weaker of two signatures because it is there as well is how a downgrade works. */
function strongest(format: SignatureFormat): SignatureFormat {
  return {
    ...format,
    read: (received) => {
      const found = format.read(received)
      const strong = found.signatures.filter(({ version }) => version === 'v1')
      return strong.length === 0 ? found : { ...found, signatures: strong }
    },
  }
}
