import { hmacKey } from '#crypto'
import { fromHex } from '../bytes/from-hex.ts'
import type { Hash, Key } from '../crypto/key.ts'
import { longEnough } from './long-enough.ts'
import { wrongSecret } from './wrong-secret.ts'

/** Takes the bytes that the secret writes in hex, for a key of HMAC. */
export function hexKey(secret: string, minBytes: number, hash: Hash = 'sha256'): Key {
  const bytes = fromHex(secret.toLowerCase())
  if (bytes === undefined) throw wrongSecret('Copy it whole: it is written in hex digits.')
  return hmacKey(hash, longEnough(bytes, minBytes))
}
