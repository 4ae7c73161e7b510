/**
 * A print of a body, in hex: two hashes side by side, word by word, and the length. Different bodies have different
 * prints, but for one pair in 2^64: that will do for validators, and WebCrypto has no way without waiting.
 */
export function fingerprint(body: ArrayBuffer): string {
  const whole = body.byteLength - (body.byteLength % 4)
  let first = 0x811c9dc5 | 0
  let second = 0x01000193
  for (const word of new Int32Array(body, 0, whole / 4)) {
    first = mixed(first ^ word, 0x01000193)
    second = mixed(second ^ word, 0x5bd1e995)
  }
  for (const byte of new Uint8Array(body, whole)) {
    first = mixed(first ^ byte, 0x01000193)
    second = mixed(second ^ byte, 0x5bd1e995)
  }
  return `${hex(first)}${hex(second)}${body.byteLength.toString(16)}`
}

/** Multiplying carries a change upwards only; the shift brings it down again. */
function mixed(word: number, factor: number): number {
  const product = Math.imul(word, factor)
  return product ^ (product >>> 15)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
