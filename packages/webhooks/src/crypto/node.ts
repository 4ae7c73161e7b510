import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { fromBase64 } from '../bytes/base64.ts'
import { fromHex } from '../bytes/hex.ts'
import { join } from '../bytes/join.ts'
import { sameText } from '../bytes/same-text.ts'
import type { Algorithm } from './algorithm.ts'
import type { Encoding, Hash, Key, Part } from './key.ts'

/** A key for HMAC. */
export function hmacKey(hash: Hash, bytes: Uint8Array): Key {
  const key = createSecretKey(bytes)
  return macKey((parts, encoding) => {
    const hmac = createHmac(hash, key)
    for (const part of parts) hmac.update(part)
    return hmac.digest(encoding)
  })
}

/** A secret that is hashed in front of the message, as HubSpot's first two versions do. */
export function prefixKey(hash: Hash, bytes: Uint8Array): Key {
  return macKey((parts, encoding) => digest(hash, [bytes, ...parts], encoding))
}

/** The hash of the parts. */
export function digest(hash: Hash, parts: readonly Part[], encoding: Encoding): string {
  const hasher = createHash(hash)
  for (const part of parts) hasher.update(part)
  return hasher.digest(encoding)
}

/** A public key. Throws what the runtime throws when it is none; elsewhere that may come with the first use. */
export function publicKey(algorithm: Algorithm, spki: Uint8Array<ArrayBuffer>): Key {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  return { matches: matcher(algorithm, key) }
}

/** A private key, to sign with. */
export function privateKey(
  algorithm: Algorithm,
  pkcs8: Uint8Array<ArrayBuffer>,
): Required<Pick<Key, 'sign'>> {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  const { hash, ...options } = algorithm.node
  return {
    sign: (parts, encoding) => sign(hash, join(parts), { key, ...options }).toString(encoding),
  }
}

/** The authorities that the runtime trusts, in PEM; `undefined` where it does not tell. */
export function trustedRoots(): readonly string[] | undefined {
  return rootCertificates
}

function macKey(mac: (parts: readonly Part[], encoding: Encoding) => string): Key {
  return {
    sign: mac,
    matches: (parts, signatures, encoding) => {
      const expected = mac(parts, encoding)
      return signatures.some((signature) => sameText(expected, signature))
    },
  }
}

function matcher({ node: { hash, ...options } }: Algorithm, key: KeyObject): Key['matches'] {
  return (parts, signatures, encoding) => {
    const bytes = join(parts)
    return signatures.some((text) => {
      const signature = encoding === 'hex' ? fromHex(text) : fromBase64(text)
      return signature !== undefined && verify(hash, bytes, { key, ...options }, signature)
    })
  }
}
