import { sameText } from '@veza/resilience/secrets'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from './base64.ts'
import { fromHex } from './from-hex.ts'
import { join } from './join.ts'
import { toHex } from './to-hex.ts'

describe('base64', () => {
  test('is what Node.js writes, and the only text for its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(), fc.nat({ max: 63 }), (bytes, at, letter) => {
        const text = toBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect(fromBase64(text)).toEqual(new Uint8Array(bytes))
        const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
        const index = at % (text.length || 1)
        const changed = text.slice(0, index) + alphabet[letter] + text.slice(index + 1)
        const read = fromBase64(changed)
        if (read !== undefined) expect(toBase64(read)).toBe(changed)
      }),
    )
  })

  test.each([
    'A',
    'AA',
    'AAA',
    'AA=',
    'A===',
    'AB==',
    'AAB=',
    'AA==AA==',
    ' AAAA',
    'AAAA\n',
    'AA-A',
    'AA_A',
    'AA=A',
    '====',
    'ÄAAA',
  ])('written another way is none: %o', (text) => {
    expect(fromBase64(text)).toBeUndefined()
  })
})

describe('hex', () => {
  test('is what Node.js writes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'))
        expect(fromHex(toHex(bytes))).toEqual(new Uint8Array(bytes))
      }),
    )
  })

  test.each(['a', 'AB', 'ag', '0x00', 'a b', ' ab', 'ab\n'])('written another way is none: %o', (text) => {
    expect(fromHex(text)).toBeUndefined()
  })
})

test('the comparison of texts agrees with ===', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\0'), maxLength: 5 })
  fc.assert(
    fc.property(letters, letters, (mine, theirs) => {
      expect(sameText(mine, theirs)).toBe(mine === theirs)
    }),
  )
})

test('joining parts is joining their bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.uint8Array())), (parts) => {
      expect(Buffer.from(join(parts))).toEqual(
        Buffer.concat(parts.map((part) => Buffer.from(part as string))),
      )
    }),
  )
})
