import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { fromBase64 } from '../bytes/base64.ts'
import { fromHex } from '../bytes/from-hex.ts'
import { join } from '../bytes/join.ts'
import type { Algorithm } from '../crypto/algorithm.ts'
import type { Key } from '../crypto/key.ts'

/** A public key. Throws what the runtime throws when it is none; elsewhere that may come with the first use. */
export function publicKey({ node: { hash, ...options } }: Algorithm, spki: Uint8Array<ArrayBuffer>): Key {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  return {
    matches: (parts, signatures, encoding) => {
      const bytes = join(parts)
      return signatures.some((text) => {
        const signature = encoding === 'hex' ? fromHex(text) : fromBase64(text)
        return signature !== undefined && verify(hash, bytes, { key, ...options }, signature)
      })
    },
  }
}

/** A private key, to sign with. */
export function privateKey(
  { node: { hash, ...options } }: Algorithm,
  pkcs8: Uint8Array<ArrayBuffer>,
): Required<Pick<Key, 'sign'>> {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  return {
    sign: (parts, encoding) => sign(hash, join(parts), { key, ...options }).toString(encoding),
  }
}

/** The authorities that the runtime trusts, in PEM; `undefined` where it does not tell. */
export function trustedRoots(): readonly string[] | undefined {
  return rootCertificates
}
