import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantile, spread } from './spread.ts'

test('the median of an odd number of values is the middle one, of an even number the mean of two', () => {
  expect(spread([3, 1, 2]).median).toBe(2)
  expect(spread([4, 1, 2, 3]).median).toBe(2.5)
})

test('half of the values lie between the quartiles', () => {
  expect(spread([1, 2, 3, 4, 5])).toEqual({ median: 3, q1: 2, q3: 4, count: 5 })
})

test('nothing measured is no number, and never zero', () => {
  expect(spread([])).toEqual({ median: Number.NaN, q1: Number.NaN, q3: Number.NaN, count: 0 })
})

test('a quantile is never outside the values, and grows with its share', () => {
  const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 })
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(values, share, share, (some, a, b) => {
      const sorted = some.toSorted((x, y) => x - y)
      const low = quantile(sorted, Math.min(a, b))
      const high = quantile(sorted, Math.max(a, b))
      expect(low).toBeGreaterThanOrEqual((sorted[0] ?? 0) - 1e-6)
      expect(high).toBeLessThanOrEqual((sorted.at(-1) ?? 0) + 1e-6)
      expect(low).toBeLessThanOrEqual(high + 1e-6)
    }),
  )
})
