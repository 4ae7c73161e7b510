import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reader, writer } from './convert.ts'
import {
  type FieldKind,
  int64,
  list,
  nullable,
  number,
  openEnum,
  optional,
  record,
  text,
  time,
} from './field.ts'

function read(kind: FieldKind, wire: unknown): unknown {
  const convert = reader(kind)
  return convert === undefined ? wire : convert(wire)
}

function write(kind: FieldKind, value: unknown): unknown {
  const convert = writer(kind)
  return convert === undefined ? value : convert(value)
}

describe('an int64 on the wire', () => {
  test.each<[unknown, unknown]>([
    [7, 7],
    ['7', 7],
    ['0', 0],
    ['-12', -12],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
  ])('%o is read as %o', (wire, id) => {
    expect(read(int64, wire)).toBe(id)
  })

  test.each([
    '9007199254740992',
    '-9007199254740992',
    '9223372036854775807',
    '007',
    '-0',
    '1.5',
    '1e3',
    '0x1f',
    ' 7',
    '',
    'abc',
    null,
    true,
    1.5,
    2 ** 53,
  ])('%o is kept as it came: no number holds it, or it is none', (wire) => {
    expect(read(int64, wire)).toBe(wire)
  })

  test('is, as digits, the same number for every safe integer', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (id) => {
        expect(read(int64, `${id}`)).toBe(id)
      }),
    )
  })
})

describe('a time on the wire', () => {
  test.each([
    ['2024-01-01T12:00:00Z', '2024-01-01T12:00:00.000Z'],
    ['2024-01-01T12:00:00.123456Z', '2024-01-01T12:00:00.123Z'],
    ['2024-01-01T12:00:00+02:00', '2024-01-01T10:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['2024-01-01', '2024-01-01T00:00:00.000Z'],
    ['+010000-01-01T00:00:00.000Z', '+010000-01-01T00:00:00.000Z'],
  ])('%s is read as a date', (wire, iso) => {
    const date = read(time, wire)
    expect(date).toBeInstanceOf(Date)
    expect((date as Date).toISOString()).toBe(iso)
  })

  test.each(['soon', '', '1', 'Room 12', '12', '2024-13-01T00:00:00Z', 1_700_000_000, null, true, {}])(
    '%o is kept as it came: it is no time',
    (wire) => {
      expect(read(time, wire)).toBe(wire)
    },
  )

  test('keeps every millisecond there and back', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        expect(read(time, write(time, date))).toStrictEqual(date)
      }),
    )
  })

  test('is written only from a date that is one', () => {
    const invalid = new Date(Number.NaN)
    expect(write(time, invalid)).toBe(invalid)
    expect(write(time, '2024-01-01T00:00:00Z')).toBe('2024-01-01T00:00:00Z')
    expect(write(time, null)).toBeNull()
  })
})

describe('an SQL null', () => {
  test.each<[FieldKind, unknown, unknown]>([
    [nullable(text), { String: '', Valid: false }, null],
    [nullable(text), { String: 'x', Valid: true }, 'x'],
    [nullable(text), { String: '', Valid: true }, ''],
    [nullable(int64), { Int64: '12', Valid: true }, 12],
    [nullable(int64), { Int64: 0, Valid: false }, null],
    [nullable(time), { Time: '0001-01-01T00:00:00Z', Valid: false }, null],
    [nullable(time), { Valid: true, Time: '2024-01-01T00:00:00Z' }, new Date('2024-01-01T00:00:00Z')],
    [optional(nullable(text)), { String: '', Valid: false }, null],
    [nullable(text), null, null],
    [nullable(text), 'plain', 'plain'],
    [nullable(time), '2024-01-01T00:00:00Z', new Date('2024-01-01T00:00:00Z')],
  ])('%# is unwrapped', (kind, wire, value) => {
    expect(read(kind, wire)).toStrictEqual(value)
  })

  test.each([
    { Valid: true },
    { Valid: true, A: 1, B: 2 },
    { Valid: 'yes', String: 'x' },
    { String: 'x' },
    {},
  ])('is not what only resembles one: %o is kept as it came', (wire) => {
    expect(read(nullable(text), wire)).toBe(wire)
  })

  test('is not looked for in a record, whose keys are its own', () => {
    expect(reader(nullable(record))).toBeUndefined()
  })
})

describe('a list', () => {
  test('has each of its items converted', () => {
    expect(read(list(int64), ['1', 2, 'x'])).toEqual([1, 2, 'x'])
    expect(read(list(time), ['2024-01-01T00:00:00Z'])).toEqual([new Date('2024-01-01T00:00:00Z')])
    expect(write(list(time), [new Date(0), 'x'])).toEqual(['1970-01-01T00:00:00.000Z', 'x'])
    expect(read(list(nullable(int64)), [{ Int64: 0, Valid: false }, '3'])).toEqual([null, 3])
    expect(read(nullable(list(int64)), ['3'])).toEqual([3])
  })

  test('that is none is kept as it came', () => {
    expect(read(list(int64), 'x')).toBe('x')
    expect(write(list(time), null)).toBeNull()
  })
})

describe('a kind that is the same on both sides', () => {
  test.each<[string, FieldKind]>([
    ['text', text],
    ['number', number],
    ['record', record],
    ['enum', openEnum('a', 'b')],
    ['list of text', list(text)],
    ['optional text', optional(text)],
  ])('costs nothing: %s', (_, kind) => {
    expect(reader(kind)).toBeUndefined()
    expect(writer(kind)).toBeUndefined()
  })

  test('keeps an unknown word of an enum', () => {
    expect(read(openEnum('live'), 'paused')).toBe('paused')
  })
})
