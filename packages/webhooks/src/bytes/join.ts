import type { Part } from '../crypto/key.ts'

/** All parts as one run of bytes; strings stand for their UTF-8 bytes. */
export function join(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const pieces = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part))
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
