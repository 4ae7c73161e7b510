import { privateKey, publicKey } from '#asymmetric'
import { fromHex } from '../bytes/hex.ts'
import { join } from '../bytes/join.ts'
import { ed25519 } from '../crypto/algorithm.ts'
import type { Key } from '../crypto/key.ts'
import { wrongSecret } from './wrong-secret.ts'

/** What stands before the 32 bytes of a key in SPKI and in PKCS #8 (RFC 8410). */
const spkiHead = '302a300506032b6570032100'
const pkcs8Head = '302e020100300506032b657004220420'

/**
 * An Ed25519 key that verifies.
 *
 * @param open - the 32 bytes of the public key.
 */
export function ed25519Key(open: Uint8Array<ArrayBuffer>): Key {
  return publicKey(ed25519, behind(spkiHead, open))
}

/**
 * What signs with an Ed25519 key, and proves with the first signature that both halves belong together.
 *
 * @param key - made of the public half.
 * @param secret - the 32 bytes of the secret half.
 */
export function ed25519Signer(key: Key, secret: Uint8Array<ArrayBuffer>): NonNullable<Key['sign']> {
  const { sign } = privateKey(ed25519, behind(pkcs8Head, secret))
  let proven = false
  return async (parts, encoding) => {
    const signature = await sign(parts, encoding)
    proven ||= await key.matches(parts, [signature], encoding)
    if (!proven) throw wrongSecret('Its two halves do not belong together: copy the whole key again.')
    return signature
  }
}

function behind(head: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return join([fromHex(head) ?? head, bytes])
}
