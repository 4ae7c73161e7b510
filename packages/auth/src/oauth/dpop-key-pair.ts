import { invalidOption } from '@veza/resilience/options'
import { isDpopKey, type OAuthSettings } from './settings.ts'

/** The key pair that tokens are bound to: the one that was given, or a new one that nobody can read out. */
export async function dpopKeyPair(dpop: NonNullable<OAuthSettings['dpop']>): Promise<CryptoKeyPair> {
  if (dpop === true)
    return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  if (isDpopKey(dpop)) return dpop.keyPair
  const { kty, crv = '', x, y, d } = dpop
  const algorithm = kty === 'EC' ? { name: 'ECDSA', namedCurve: crv } : { name: crv }
  const open = { kty: kty ?? '', crv, x: x ?? '', ...(y === undefined ? {} : { y }) }
  try {
    return {
      privateKey: await crypto.subtle.importKey('jwk', { ...open, d: d ?? '' }, algorithm, false, ['sign']),
      publicKey: await crypto.subtle.importKey('jwk', open, algorithm, true, ['verify']),
    }
  } catch {
    throw invalidOption('oauth(): option "dpop" is invalid', 'It cannot be read as a private EC or OKP key.')
  }
}
