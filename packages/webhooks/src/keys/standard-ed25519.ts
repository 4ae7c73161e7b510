import type { Key } from '../crypto/key.ts'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * An Ed25519 key of Standard Webhooks. Most receivers have HMAC secrets only: what it takes is loaded with its first use.
 *
 * @param open - the 32 bytes of the public key.
 * @param secret - the 32 bytes of the secret key, to sign with.
 */
export function standardEd25519(open: Bytes, secret?: Bytes): Key {
  let key: Key | undefined
  let sign: Key['sign']
  const loaded = async () => {
    const { ed25519Key, ed25519Signer } = await import('./ed25519-key.ts')
    key ??= ed25519Key(open)
    return { key, ed25519Signer }
  }
  return {
    version: 'v1a',
    matches: async (...given) => (await loaded()).key.matches(...given),
    ...(secret && {
      sign: async (...given) => {
        const { key: proof, ed25519Signer } = await loaded()
        sign ??= ed25519Signer(proof, secret)
        return sign(...given)
      },
    }),
  }
}
