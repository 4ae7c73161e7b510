import { privateKey, publicKey } from '#asymmetric'
import { fromHex } from '../bytes/from-hex.ts'
import { join } from '../bytes/join.ts'
import { ed25519 } from '../crypto/algorithm.ts'
import type { Key } from '../crypto/key.ts'
import { wrongSecret } from './wrong-secret.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** What stands before the 32 bytes of a key in SPKI and in PKCS #8 (RFC 8410). */
const spkiHead = '302a300506032b6570032100'
const pkcs8Head = '302e020100300506032b657004220420'

/**
 * An Ed25519 key, of its public half, its secret one, or both.
 *
 * @param open - the 32 bytes of the public key, to verify with.
 * @param secret - the 32 bytes of the secret key, to sign with. The first signature must prove that both belong together.
 */
export function ed25519Key(open: Bytes | undefined, secret: Bytes | undefined): Key {
  const verifier = open && publicKey(ed25519, behind(spkiHead, open))
  const signer = secret && privateKey(ed25519, behind(pkcs8Head, secret))
  let proven = verifier === undefined
  return {
    matches: (...given) => verifier?.matches(...given) ?? false,
    ...(signer && {
      sign: async (parts, encoding) => {
        const signature = await signer.sign(parts, encoding)
        proven ||= (await verifier?.matches(parts, [signature], encoding)) === true
        if (!proven) throw wrongSecret('Its two halves do not belong together: copy the whole key again.')
        return signature
      },
    }),
  }
}

function behind(head: string, bytes: Bytes): Bytes {
  return join([fromHex(head) ?? head, bytes])
}
