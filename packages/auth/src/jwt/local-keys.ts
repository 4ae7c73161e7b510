import { invalidOption } from '@veza/resilience/options'
import { keySetFrom, mostKeys } from './key-set.ts'
import type { JwkSet, TokenKeys } from './token-keys.ts'

/**
 * Keys that are known beforehand.
 *
 * @param set - a JWK set of public keys, 100 at most. Symmetric keys are left out: whoever could verify could forge.
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 * @example
 * ```ts
 * import { localKeys } from '@veza/auth'
 *
 * const { publicKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
 * const jwk = await crypto.subtle.exportKey('jwk', publicKey)
 * console.log(typeof localKeys({ keys: [{ ...jwk, alg: 'EdDSA' }] }).keyFor)
 * ```
 */
export function localKeys(set: JwkSet): TokenKeys {
  const keys = keySetFrom(set)
  if (keys === undefined)
    throw invalidOption('localKeys(): no JWK set', `Pass { keys: […] } with ${mostKeys} keys at most.`)
  return keys
}
