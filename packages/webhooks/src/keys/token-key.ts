import { sameText } from '@veza/resilience/secrets'
import type { KeyReader } from '../schemes/scheme.ts'
import { longEnough } from './long-enough.ts'

/** Takes the secret itself for a signature: schemes that only send a token. */
export const tokenKey: KeyReader = (secret, minBytes) => {
  longEnough(new TextEncoder().encode(secret), minBytes)
  return {
    matches: (_, signatures) => signatures.some((signature) => sameText(secret, signature)),
    sign: () => secret,
  }
}
