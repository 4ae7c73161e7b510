import { expect, test } from 'vitest'
import { shuffled } from './shuffled.ts'

test('every item stays, and chance decides where', () => {
  const items = [1, 2, 3, 4, 5]
  expect(shuffled(items).toSorted((a, b) => a - b)).toEqual(items)
  expect(shuffled(items, () => 0)).toEqual([5, 1, 2, 3, 4])
  expect(shuffled(items, () => 0.999)).toEqual([1, 5, 4, 3, 2])
  expect(items).toEqual([1, 2, 3, 4, 5])
})
