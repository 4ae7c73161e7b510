import { pairs } from '../formats/pairs.ts'
import { single } from '../formats/single.ts'
import { textKey } from '../keys/text-key.ts'
import { seconds } from '../time/time-unit.ts'
import type { SignatureScheme } from './scheme.ts'

/**
 * Convoy. Secret: that of the endpoint, as text.
 *
 * @param options - as the project is set up: `advanced` signatures carry a time and several keys, simple ones neither.
 * Source: getconvoy.io/docs, "Signatures"; frain-dev/convoy, pkg/signature.
 *
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { convoy } from '@veza/webhooks/schemes'
 *
 * const [scheme, secrets] = [convoy(), 'convoy-webhook-secret']
 * const request = await webhookRequest(scheme, { event_type: 'charge.success' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // charge.success
 * ```
 */
export function convoy({
  advanced = true,
  header = 'x-convoy-signature',
  hash = 'sha256',
  encoding = 'hex',
}: ConvoyOptions = {}): SignatureScheme {
  const name = header.toLowerCase()
  const common = {
    name: 'convoy',
    type: { body: 'event_type' },
    algorithm: `HMAC-${hash.toUpperCase()}`,
    key: textKey(hash),
    encoding,
  }
  if (!advanced) return { ...common, format: single(name), signed: ({ body }) => [body] }
  return {
    ...common,
    format: pairs(name),
    timestamp: { pair: 't', unit: seconds },
    version: 'v1',
    signed: ({ timestamp, body }) => [`${timestamp},`, body],
  }
}

/** What {@link convoy} takes. */
export interface ConvoyOptions {
  /** Whether signatures carry a time. @defaultValue true */
  readonly advanced?: boolean
  /** The signature header of the project. @defaultValue 'X-Convoy-Signature' */
  readonly header?: string
  /** @defaultValue 'sha256' */
  readonly hash?: 'sha256' | 'sha512'
  /** @defaultValue 'hex' */
  readonly encoding?: 'hex' | 'base64'
}
