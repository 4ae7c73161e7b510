import { expect, test } from 'vitest'
import { checkSequence } from './sequence-check.ts'

test('counts what is lost, doubled, out of order, or should not be there', () => {
  const expected = ['a', 'b', 'c', 'd']
  const right = { expected: 4, lost: 0, doubled: 0, outOfOrder: 0, foreign: 0 }
  expect(checkSequence(expected, expected)).toEqual(right)
  expect(checkSequence(expected, ['a', 'c', 'd'])).toEqual({ ...right, lost: 1 })
  expect(checkSequence(expected, ['a', 'b', 'b', 'c', 'd', 'a'])).toEqual({ ...right, doubled: 2 })
  expect(checkSequence(expected, ['b', 'a', 'c', 'd'])).toEqual({ ...right, outOfOrder: 1 })
  expect(checkSequence(expected, [...expected, 'e'])).toEqual({ ...right, foreign: 1 })
})
