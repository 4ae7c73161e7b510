import { hmacKey } from '#crypto'
import type { Hash } from '../crypto/key.ts'
import type { KeyReader } from '../schemes/scheme.ts'
import { longEnough } from './long-enough.ts'

/** Takes the secret's text itself, as UTF-8, for a key of HMAC. */
export function textKey(hash: Hash): KeyReader {
  return (secret, minBytes) => hmacKey(hash, longEnough(new TextEncoder().encode(secret), minBytes))
}
