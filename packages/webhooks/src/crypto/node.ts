import { createHash, createHmac, createSecretKey } from 'node:crypto'
import { sameText } from '@veza/resilience/secrets'
import type { Encoding, Eventually, Hash, Key, Part } from './key.ts'

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
  return macKey((parts, encoding) => hashed(hash, [bytes, ...parts], encoding))
}

/** The hash of the parts. */
export function digest(hash: Hash, parts: readonly Part[], encoding: Encoding): Eventually<string> {
  return hashed(hash, parts, encoding)
}

function hashed(hash: Hash, parts: readonly Part[], encoding: Encoding): string {
  const hasher = createHash(hash)
  for (const part of parts) hasher.update(part)
  return hasher.digest(encoding)
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
