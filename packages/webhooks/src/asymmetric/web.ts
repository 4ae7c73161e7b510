import { fromBase64 } from '../bytes/base64.ts'
import { encode } from '../bytes/encode.ts'
import { fromHex } from '../bytes/from-hex.ts'
import { join } from '../bytes/join.ts'
import type { Algorithm } from '../crypto/algorithm.ts'
import { imported } from '../crypto/imported.ts'
import type { Key } from '../crypto/key.ts'

/** A public key. What is none is noticed with the first use. */
export function publicKey(algorithm: Algorithm, spki: Uint8Array<ArrayBuffer>): Key {
  const key = imported('spki', spki, algorithm.web, 'verify')
  return {
    matches: async (parts, signatures, encoding) => {
      const bytes = join(parts)
      for (const text of signatures) {
        const written = encoding === 'hex' ? fromHex(text) : fromBase64(text)
        const signature = written && algorithm.toWeb ? await algorithm.toWeb(written) : written
        if (signature && (await crypto.subtle.verify(algorithm.web, await key(), signature, bytes)))
          return true
      }
      return false
    },
  }
}

/** A private key, to sign with. */
export function privateKey(
  algorithm: Algorithm,
  pkcs8: Uint8Array<ArrayBuffer>,
): Required<Pick<Key, 'sign'>> {
  const key = imported('pkcs8', pkcs8, algorithm.web, 'sign')
  return {
    sign: async (parts, encoding) => {
      const signature = new Uint8Array(await crypto.subtle.sign(algorithm.web, await key(), join(parts)))
      return encode(algorithm.fromWeb ? await algorithm.fromWeb(signature) : signature, encoding)
    },
  }
}

/** The authorities that the runtime trusts, in PEM; `undefined` where it does not tell. */
export function trustedRoots(): readonly string[] | undefined {
  return undefined
}
