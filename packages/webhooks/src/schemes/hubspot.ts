import { prefixKey } from '#crypto'
import { single } from '../formats/single.ts'
import { longEnough } from '../keys/long-enough.ts'
import { textKey } from '../keys/text-key.ts'
import { addressOf } from '../message/address-of.ts'
import { milliseconds } from '../time/time-unit.ts'
import type { KeyReader, SignatureScheme } from './scheme.ts'

/**
 * HubSpot. Secret: the client secret of the app, as text.
 *
 * @param options - `url` is the target URL as it is registered, which versions 2 and 3 sign; without it, the request's own
 * whole address is taken. `version` is `v3` unless you must read older ones: they sign no time, and hash the secret in
 * front of the message where HMAC belongs.
 * Source: developers.hubspot.com, "Validating requests"; @hubspot/api-client.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { hubspot } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [hubspot({ url: 'https://example.com/webhook' }), 'hubspot-client-secret-1']
 * const request = await webhookRequest(scheme, [{ eventId: 1, subscriptionType: 'deal.creation' }], { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // deal.creation
 * ```
 */
export function hubspot({ url, version = 'v3' }: HubspotOptions = {}): SignatureScheme {
  const common = { name: 'hubspot', id: { body: '0.eventId' }, type: { body: '0.subscriptionType' } }
  if (version !== 'v3') {
    const format = single('x-hubspot-signature')
    const algorithm = 'SHA-256 with the secret in front'
    const signed: SignatureScheme['signed'] = ({ request, body }) =>
      version === 'v1' ? [body] : [request.method, url ?? addressOf(request), body]
    return { ...common, algorithm, format, key: hashedSecret, encoding: 'hex', signed }
  }
  return {
    ...common,
    algorithm: 'HMAC-SHA256',
    format: single('x-hubspot-signature-v3'),
    timestamp: { header: 'x-hubspot-request-timestamp', unit: milliseconds },
    key: textKey('sha256'),
    encoding: 'base64',
    signed: ({ request, body, timestamp }) => [
      request.method,
      decoded(url ?? addressOf(request)),
      body,
      timestamp,
    ],
  }
}

/** What {@link hubspot} takes. */
export interface HubspotOptions {
  /** The target URL as it is registered. @defaultValue the request's own */
  readonly url?: string
  /** @defaultValue 'v3' */
  readonly version?: 'v1' | 'v2' | 'v3'
}

const hashedSecret: KeyReader = (secret, minBytes) =>
  prefixKey('sha256', longEnough(new TextEncoder().encode(secret), minBytes))

/** HubSpot signs addresses with these characters decoded: `:/?@!$'()*,;`. */
function decoded(url: string): string {
  return url.replaceAll(/%(?:3[ABF]|2[14789ACF]|40)/gi, decodeURIComponent)
}
