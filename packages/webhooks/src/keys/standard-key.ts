import { hmacKey } from '#crypto'
import { fromBase64 } from '../bytes/base64.ts'
import type { Key } from '../crypto/key.ts'
import { laterEd25519 } from './later-ed25519.ts'
import { wrongSecret } from './wrong-secret.ts'

/**
 * Reads the keys of Standard Webhooks: `whsec_` with 24 to 64 bytes for HMAC, also without its prefix, `whpk_` and
 * `whsk_` for Ed25519. A secret key verifies with the public half that stands in it.
 */
export function standardKey(secret: string): Key {
  const [, kind = 'whsec_', text = ''] = /^(wh(?:sec|pk|sk)_)?(.*)$/s.exec(secret) ?? []
  const bytes = fromBase64(text)
  const length = bytes?.length ?? 0
  if (bytes && kind === 'whsec_' && length >= 24 && length <= 64)
    return { version: 'v1', ...hmacKey('sha256', bytes) }
  if (bytes && kind === 'whpk_' && length === 32) return { version: 'v1a', ...laterEd25519(bytes) }
  if (bytes && kind === 'whsk_' && length === 64)
    return { version: 'v1a', ...laterEd25519(bytes.slice(32), bytes.slice(0, 32)) }
  throw wrongSecret('Copy it whole: whsec_ and 24 to 64 bytes in base64, whpk_ and 32 or whsk_ and 64.')
}
