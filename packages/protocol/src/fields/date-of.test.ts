import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateOf, utcDate } from './date-of.ts'

/** What the contract calls a time, said in another way. */
function expected(text: string): Date | undefined {
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i
  const date = new Date(text)
  return shape.test(text) && !Number.isNaN(date.getTime()) ? date : undefined
}

const digits = (least: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((all) => all.join(''))
const instants = fc.date({
  noInvalidDate: true,
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
})
const usual = fc
  .tuple(instants, digits(0, 9))
  .map(([date, fraction]) => `${date.toISOString().slice(0, 19)}${fraction && `.${fraction}`}Z`)

describe('a time in UTC', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1969-12-31T23:59:59Z', -1000],
    ['1969-12-31T23:59:59.9999Z', -1],
    ['2000-02-29T12:00:00Z', 951_825_600_000],
    ['2024-02-29T12:00:00.5Z', 1_709_208_000_500],
    ['2024-12-31T23:59:59.999999999Z', 1_735_689_599_999],
    ['0001-01-01T00:00:00Z', -62_135_596_800_000],
    ['9999-12-31T23:59:59.999Z', 253_402_300_799_999],
  ])('%s is %i', (text, instant) => {
    expect(utcDate(text)?.getTime()).toBe(instant)
    expect(dateOf(text)?.getTime()).toBe(instant)
  })

  test('is read as Date reads it, for every day of four hundred years', () => {
    for (let day = Date.UTC(1800, 0, 1); day < Date.UTC(2200, 0, 1); day += 86_400_000) {
      const text = new Date(day + 43_200_123).toISOString()
      if (utcDate(text)?.getTime() !== day + 43_200_123) expect.fail(text)
    }
  })

  test('is read as Date reads it, with any fraction, at any time', () => {
    fc.assert(
      fc.property(usual, (text) => {
        expect(utcDate(text)).toStrictEqual(text.startsWith('0000') ? undefined : new Date(text))
        expect(dateOf(text)).toStrictEqual(new Date(text))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a text that is no usual time', () => {
  test.each([
    '2024-01-01T12:00Z',
    '2024-01-01T12:00:00+02:00',
    '2024-01-01T12:00:00.25-0330',
    '2024-01-01t12:00:00z',
    '2024-01-01T24:00:00Z',
    '2023-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2024-04-31T00:00:00Z',
    '2024-01-01T12:00:00.1234567890Z',
    '0000-03-01T00:00:00Z',
  ])('is left to Date, and is the same: %s', (text) => {
    expect(utcDate(text)).toBeUndefined()
    expect(dateOf(text)).toStrictEqual(expected(text))
  })

  test.each([
    '',
    'Z',
    '2024-01-01',
    '2024-13-01T00:00:00Z',
    '2024-00-01T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-01-32T00:00:00Z',
    '2024-01-01T25:00:00Z',
    '2024-01-01T00:60:00Z',
    '2024-01-01T00:00:60Z',
    '2024-01-01T00:00:00.Z',
    '2024-01-01T00:00:00,5Z',
    '2024-01-01T00:00:00.5',
    '2024-01-01T00:00:00.12x4Z',
    '2024-01-01T00:00:00X',
    '2024/01/01T00:00:00Z',
    '2024-01-01 00:00:00Z',
    '2024-01-01T00.00.00Z',
    '-024-01-01T00:00:00Z',
    '20:4-01-01T00:00:00Z',
    '2024-/;-01T00:00:00Z',
    '2024-1/-01T00:00:00Z',
    '2024-01-01T1/:00:00Z',
    '2024-01-01T00:/9:00Z',
    '２０２４-01-01T00:00:00Z',
  ])('is no time: %s', (text) => {
    expect(dateOf(text)).toBeUndefined()
    expect(expected(text)).toBeUndefined()
  })

  test('is read as before when one or two characters of a time are others', () => {
    const other = fc.oneof(
      fc.string({ minLength: 1, maxLength: 1 }),
      fc.constantFrom(...'0123456789/:;.-+TZtz ?@'),
    )
    const place = fc.nat({ max: 29 })
    const change = fc.tuple(place, other)
    fc.assert(
      fc.property(usual, fc.array(change, { minLength: 1, maxLength: 2 }), (time, changes) => {
        const text = changes.reduce((all, [at, by]) => all.slice(0, at) + by + all.slice(at + 1), time)
        expect(dateOf(text)).toStrictEqual(expected(text))
      }),
      { numRuns: 5000 },
    )
  })

  test('is read as before, whatever it is', () => {
    const part = fc.oneof(digits(1, 4), fc.constantFrom('-', ':', 'T', 'Z', '.', '+', ' '))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (text) => {
          expect(dateOf(text)).toStrictEqual(expected(text))
        },
      ),
      { numRuns: 1000 },
    )
  })
})
