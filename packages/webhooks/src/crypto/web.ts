import { fromBase64, toBase64 } from '../bytes/base64.ts'
import { fromHex, toHex } from '../bytes/hex.ts'
import { join } from '../bytes/join.ts'
import { sameText } from '../bytes/same-text.ts'
import type { Algorithm } from './algorithm.ts'
import type { Encoding, Hash, Key, Part } from './key.ts'

/** A key for HMAC. */
export function hmacKey(hash: Hash, bytes: Uint8Array<ArrayBuffer>): Key {
  const key = imported('raw', bytes, { name: 'HMAC', hash: webName(hash) }, 'sign')
  return macKey(async (parts, encoding) =>
    encode(await crypto.subtle.sign('HMAC', await key(), join(parts)), encoding),
  )
}

/** A secret that is hashed in front of the message, as HubSpot's first two versions do. */
export function prefixKey(hash: Hash, bytes: Uint8Array<ArrayBuffer>): Key {
  return macKey((parts, encoding) => digest(hash, [bytes, ...parts], encoding))
}

/** The hash of the parts. */
export async function digest(hash: Hash, parts: readonly Part[], encoding: Encoding): Promise<string> {
  return encode(await crypto.subtle.digest(webName(hash), join(parts)), encoding)
}

/** A public key. What is none is noticed with the first use. */
export function publicKey(algorithm: Algorithm, spki: Uint8Array<ArrayBuffer>): Key {
  const key = imported('spki', spki, algorithm.web, 'verify')
  return {
    matches: async (parts, signatures, encoding) => {
      const bytes = join(parts)
      for (const text of signatures) {
        const written = encoding === 'hex' ? fromHex(text) : fromBase64(text)
        const signature = written && algorithm.toWeb ? algorithm.toWeb(written) : written
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
      return encode(algorithm.fromWeb ? algorithm.fromWeb(signature) : signature, encoding)
    },
  }
}

/** The authorities that the runtime trusts, in PEM; `undefined` where it does not tell. */
export function trustedRoots(): readonly string[] | undefined {
  return undefined
}

function macKey(mac: (parts: readonly Part[], encoding: Encoding) => Promise<string>): Key {
  return {
    sign: mac,
    matches: async (parts, signatures, encoding) => {
      const expected = await mac(parts, encoding)
      return signatures.some((signature) => sameText(expected, signature))
    },
  }
}

/** Imports a key once, when it is first needed: some runtimes allow no crypto before the first request. */
function imported(
  format: 'raw' | 'spki' | 'pkcs8',
  bytes: Uint8Array<ArrayBuffer>,
  algorithm: Algorithm['web'],
  usage: 'sign' | 'verify',
): () => Promise<CryptoKey> {
  let key: Promise<CryptoKey> | undefined
  return () => {
    key ??= crypto.subtle.importKey(format, bytes, algorithm, false, [usage])
    return key
  }
}

function webName(hash: Hash): string {
  return hash.replace('sha', 'SHA-')
}

function encode(bytes: ArrayBuffer | Uint8Array, encoding: Encoding): string {
  const octets = new Uint8Array(bytes)
  return encoding === 'hex' ? toHex(octets) : toBase64(octets)
}
