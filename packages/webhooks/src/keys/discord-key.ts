import { fromHex } from '../bytes/from-hex.ts'
import type { Key } from '../crypto/key.ts'
import { laterEd25519 } from './later-ed25519.ts'
import { pemBlocks } from './pem.ts'
import { wrongSecret } from './wrong-secret.ts'

/** Reads Discord's public key, 64 hex digits; a private key, PKCS #8 in PEM, signs test requests and verifies nothing. */
export function discordKey(secret: string): Key {
  const [block] = pemBlocks(secret)
  // Of Ed25519, PKCS #8 is 16 bytes that are always the same, and the 32 of the key (RFC 8410).
  if (block?.label === 'PRIVATE KEY' && block.bytes.length === 48)
    return laterEd25519(undefined, block.bytes.slice(16))
  const bytes = fromHex(secret.toLowerCase())
  if (bytes?.length !== 32) throw wrongSecret('Copy the public key of the application: 64 hex digits.')
  return laterEd25519(bytes)
}
