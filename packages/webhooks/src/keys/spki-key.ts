import { privateKey, publicKey } from '#asymmetric'
import { fromBase64 } from '../bytes/base64.ts'
import type { Algorithm } from '../crypto/algorithm.ts'
import type { Key } from '../crypto/key.ts'
import { pemBlocks } from './pem.ts'
import { wrongSecret } from './wrong-secret.ts'

/**
 * Reads a public key: SPKI in PEM, or the base64 of it alone, as SendGrid shows it. A private key, PKCS #8 in PEM, signs,
 * and verifies nothing.
 */
export function spkiKey(secret: string, algorithm: Algorithm): Key {
  const [block] = pemBlocks(secret)
  if (block?.label === 'PRIVATE KEY') return { matches: () => false, ...privateKey(algorithm, block.bytes) }
  const bytes = block?.label === 'PUBLIC KEY' ? block.bytes : fromBase64(secret)
  if (bytes === undefined) throw wrongSecret('Copy the public key whole: PEM, or base64 without line breaks.')
  return publicKey(algorithm, bytes)
}
