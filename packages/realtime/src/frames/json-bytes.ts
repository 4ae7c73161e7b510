/** Characters that JSON escapes by one backslash. */
const short: ReadonlySet<number> = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x22, 0x5c])

/** Whatever is not one byte in a string of JSON. */
const unusual = /[^ !#-[\]-~]/

/** How many bytes the text has within the quotes of a JSON string in UTF-8, without making them. */
export function jsonBytes(text: string): number {
  if (!unusual.test(text)) return text.length
  let bytes = 0
  for (const letter of text) bytes += bytesOf(letter.codePointAt(0) ?? 0)
  return bytes
}

function bytesOf(point: number): number {
  if (short.has(point)) return 2
  // A control character, or half a pair: \u0000.
  if (point < 0x20 || (point >= 0xd800 && point <= 0xdfff)) return 6
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point > 0xffff ? 4 : 3
}
