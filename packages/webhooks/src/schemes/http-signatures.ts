import { asymmetric } from '../http-signatures/algorithms.ts'
import { checkSignatures } from '../http-signatures/check-signatures.ts'
import { sealSignatures } from '../http-signatures/seal-signatures.ts'
import type { HttpSignaturesOptions } from '../http-signatures/settings.ts'
import { base64Key } from '../keys/base64-key.ts'
import { spkiKey } from '../keys/spki-key.ts'
import { textKey } from '../keys/text-key.ts'
import { checkNames, invalidOption } from '../options/invalid-option.ts'
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
  checkNames(options, 'algorithm components keyIds tag label url key')
  const { algorithm, components = ['@method', '@target-uri', 'content-digest'], key = 'text' } = options
  if (algorithm !== 'hmac-sha256' && !Object.hasOwn(asymmetric, algorithm))
    throw invalidOption('algorithm', `Write hmac-sha256, ${Object.keys(asymmetric).join(', ')}.`)
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
