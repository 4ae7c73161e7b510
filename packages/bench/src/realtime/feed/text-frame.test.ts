import { expect, test } from 'vitest'
import { textFrame } from './text-frame.ts'

test('a length stands in the second byte, or in two more', () => {
  expect([...textFrame('hé')]).toEqual([0x81, 3, 0x68, 0xc3, 0xa9])
  expect([...textFrame('x'.repeat(300)).subarray(0, 5)]).toEqual([0x81, 126, 1, 44, 0x78])
  expect(() => textFrame('x'.repeat(70_000))).toThrow('do not fit')
})
