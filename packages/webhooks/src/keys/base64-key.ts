import { hmacKey } from '#crypto'
import { fromBase64 } from '../bytes/base64.ts'
import type { Hash, Key } from '../crypto/key.ts'
import { longEnough } from './long-enough.ts'
import { wrongSecret } from './wrong-secret.ts'

/** Takes the bytes that the secret writes in base64, for a key of HMAC. */
export function base64Key(secret: string, minBytes: number, hash: Hash = 'sha256'): Key {
  const bytes = fromBase64(secret)
  if (bytes === undefined) throw wrongSecret('Copy it whole: it is written in base64.')
  return hmacKey(hash, longEnough(bytes, minBytes))
}
