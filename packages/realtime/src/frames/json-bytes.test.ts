import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonBytes } from './json-bytes.ts'

/** The same by way of the bytes themselves. */
function encoded(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).byteLength - 2
}

test.each(['', 'plain', '"\\/\b\t\n\f\r\u0000\u001f\u007f', 'é€😀', '\ud800 \udc00', 'a\ud83d'])(
  'counts %j',
  (text) => {
    expect(jsonBytes(text)).toBe(encoded(text))
  },
)

test('counts the bytes that an encoder makes, for any text', () => {
  const units = fc.array(fc.oneof(fc.nat(0xffff), fc.nat(0x7f), fc.constantFrom(0xd83d, 0xde00)))
  fc.assert(
    fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes)
      expect(jsonBytes(text)).toBe(encoded(text))
    }),
  )
})
