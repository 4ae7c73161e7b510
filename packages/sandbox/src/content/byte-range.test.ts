import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byteRange } from './byte-range.ts'

describe('a range of 10 bytes', () => {
  test.each<[string, ReturnType<typeof byteRange>]>([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=2-4', { start: 2, end: 5 }],
    ['bytes=2-', { start: 2, end: 10 }],
    ['bytes=9-', { start: 9, end: 10 }],
    ['bytes=5-99', { start: 5, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=-99', { start: 0, end: 10 }],
    ['Bytes= 1-2 ', { start: 1, end: 3 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-20', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    [`bytes=${'9'.repeat(400)}-`, 'unsatisfiable'],
    ['bytes=4-2', undefined],
    ['bytes=-', undefined],
    ['bytes=', undefined],
    ['bytes=0-1,4-5', undefined],
    ['bytes=a-b', undefined],
    ['bytes=1.5-2', undefined],
    ['items=0-1', undefined],
    ['', undefined],
  ])('%s', (header, range) => {
    expect(byteRange(header, 10)).toEqual(range)
  })

  test('is the whole without a header', () => {
    expect(byteRange(null, 10)).toBeUndefined()
  })
})

test('nothing of an empty content can be asked for', () => {
  for (const header of ['bytes=0-', 'bytes=0-0', 'bytes=-5'])
    expect(byteRange(header, 0)).toBe('unsatisfiable')
})

test('a range lies within the content and is never empty, whatever the header', () => {
  const headers = fc.oneof(
    fc.string(),
    fc.tuple(fc.nat(), fc.nat()).map(([first, last]) => `bytes=${first}-${last}`),
    fc.nat().map((first) => `bytes=${first}-`),
    fc.nat().map((length) => `bytes=-${length}`),
  )
  fc.assert(
    fc.property(headers, fc.nat(), (header, size) => {
      const range = byteRange(header, size)
      if (range === undefined || range === 'unsatisfiable') return
      expect(range.start).toBeGreaterThanOrEqual(0)
      expect(range.end).toBeGreaterThan(range.start)
      expect(range.end).toBeLessThanOrEqual(size)
    }),
    { numRuns: 1000 },
  )
})
