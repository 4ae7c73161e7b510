import { sameText } from '@veza/resilience/secrets'
import { encode } from '../bytes/encode.ts'
import { join } from '../bytes/join.ts'
import { imported } from './imported.ts'
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

function macKey(mac: (parts: readonly Part[], encoding: Encoding) => Promise<string>): Key {
  return {
    sign: mac,
    matches: async (parts, signatures, encoding) => {
      const expected = await mac(parts, encoding)
      return signatures.some((signature) => sameText(expected, signature))
    },
  }
}

function webName(hash: Hash): string {
  return hash.replace('sha', 'SHA-')
}
