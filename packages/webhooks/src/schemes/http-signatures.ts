import { type Checks, checkOptions, isA, oneOf, required, text, texts } from '@veza/resilience/options'
import { asymmetric } from '../http-signatures/algorithms.ts'
import { checkSignatures } from '../http-signatures/check-signatures.ts'
import { sealSignatures } from '../http-signatures/seal-signatures.ts'
import type { HttpSignaturesOptions } from '../http-signatures/settings.ts'
import { base64Key } from '../keys/base64-key.ts'
import { spkiKey } from '../keys/spki-key.ts'
import { textKey } from '../keys/text-key.ts'
import type { CheckedScheme, KeyReader } from './scheme.ts'

/**
 * HTTP Message Signatures with Content-Digest. Secrets: for HMAC, text or base64; else a public key in PEM (SPKI), and to
 * sign a private one (PKCS #8). A signature must say when it was made. Components with parameters other than
 * `@query-param` are refused.
 * Source: RFC 9421, RFC 9530.
 *
 * @param options - the algorithm, and what must be signed.
 * @throws {@link InvalidRequestError} `INVALID_OPTION` for an algorithm that is none of RFC 9421.
 * @example
 * ```ts
 * import { createVerifier, webhookRequest } from '@veza/webhooks'
 * import { httpSignatures } from '@veza/webhooks/schemes/http-signatures'
 *
 * const [scheme, secrets] = [httpSignatures({ algorithm: 'hmac-sha256' }), 'http-signature-secret-01']
 * const request = await webhookRequest(scheme, { type: 'user.created' }, { secrets })
 * const { type } = await createVerifier({ scheme, secrets }).verify(request)
 * console.log(type) // user.created
 * ```
 */
export function httpSignatures(options: HttpSignaturesOptions): CheckedScheme {
  checkOptions('httpSignatures()', options, checks)
  required('httpSignatures()', options, 'algorithm')
  const { algorithm, components = ['@method', '@target-uri', 'content-digest'], key = 'text' } = options
  const settings = { ...options, components: components.map((name) => name.toLowerCase()) }
  const hmac: KeyReader =
    key === 'text' ? textKey('sha256') : (secret, minBytes) => base64Key(secret, minBytes)
  return {
    name: 'http-signatures',
    algorithm,
    signs: settings.components.join(', '),
    type: { body: 'type' },
    key: algorithm === 'hmac-sha256' ? hmac : (secret) => spkiKey(secret, asymmetric[algorithm]),
    check: (received, keys, context) => checkSignatures(settings, received, keys, context),
    seal: (draft, keys) => sealSignatures(settings, draft, keys),
    sealsMany: true,
  }
}

const checks: Checks<HttpSignaturesOptions> = {
  algorithm: oneOf('hmac-sha256', ...Object.keys(asymmetric)),
  components: texts,
  keyIds: texts,
  tag: isA('string'),
  label: text,
  url: text,
  key: oneOf('text', 'base64'),
}
