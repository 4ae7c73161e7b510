import { privateKey } from '#asymmetric'
import { fromHex } from '../bytes/hex.ts'
import { ed25519 } from '../crypto/algorithm.ts'
import type { Key } from '../crypto/key.ts'
import { ed25519Key } from './ed25519-key.ts'
import { pemBlocks } from './pem.ts'
import { wrongSecret } from './wrong-secret.ts'

/** Reads Discord's public key, 64 hex digits; a private key, PKCS #8 in PEM, signs test requests and verifies nothing. */
export function discordKey(secret: string): Key {
  const [block] = pemBlocks(secret)
  if (block?.label === 'PRIVATE KEY') return { matches: () => false, ...privateKey(ed25519, block.bytes) }
  const bytes = fromHex(secret.toLowerCase())
  if (bytes?.length !== 32) throw wrongSecret('Copy the public key of the application: 64 hex digits.')
  return ed25519Key(bytes)
}
