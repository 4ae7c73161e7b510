import type { Key } from '../crypto/key.ts'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * An Ed25519 key. Most receivers have HMAC secrets only: what it takes is loaded with its first use.
 *
 * @param open - the 32 bytes of the public key; without them it verifies nothing.
 * @param secret - the 32 bytes of the secret key, to sign with.
 */
export function laterEd25519(open: Bytes | undefined, secret?: Bytes): Key {
  let key: Key | undefined
  const loaded = async () => {
    key ??= (await import('./ed25519-key.ts')).ed25519Key(open, secret)
    return key
  }
  return {
    matches: async (...given) => (await loaded()).matches(...given),
    ...(secret && { sign: async (...given) => (await loaded()).sign?.(...given) ?? '' }),
  }
}
