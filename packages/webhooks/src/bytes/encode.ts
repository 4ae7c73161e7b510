import type { Encoding } from '../crypto/key.ts'
import { toBase64 } from './base64.ts'
import { toHex } from './to-hex.ts'

/** Bytes as text. */
export function encode(bytes: ArrayBuffer | Uint8Array, encoding: Encoding): string {
  const octets = new Uint8Array(bytes)
  return encoding === 'hex' ? toHex(octets) : toBase64(octets)
}
