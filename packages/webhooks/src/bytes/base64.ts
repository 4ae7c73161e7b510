/** Bytes as base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** The bytes of base64 with padding; `undefined` for any other way to write them. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    // Decoders overlook white space, missing padding and spare bits: only what an encoder writes counts.
    return toBase64(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
