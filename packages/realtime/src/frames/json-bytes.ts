/** Characters that JSON escapes by one backslash. */
const short: ReadonlySet<number> = new Set([...'"\\\b\t\n\f\r'].map((letter) => letter.charCodeAt(0)))

/** How many bytes the text has within the quotes of a JSON string in UTF-8, without making them. */
export function jsonBytes(text: string): number {
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    // Most text is of one byte each.
    if (unit >= 0x20 && unit < 0x80 && unit !== 0x22 && unit !== 0x5c) bytes++
    else {
      const point = text.codePointAt(index) ?? unit
      bytes += bytesOf(point)
      if (point > 0xffff) index++
    }
  }
  return bytes
}

function bytesOf(point: number): number {
  if (short.has(point)) return 2
  // A control character, or half a pair: \u0000.
  if (point < 0x20 || (point >= 0xd800 && point <= 0xdfff)) return 6
  if (point < 0x800) return 2
  return point > 0xffff ? 4 : 3
}
