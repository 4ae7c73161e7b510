import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { broken, checkedReader } from './checked-reader.ts'
import { reader } from './convert.ts'
import {
  type FieldKind,
  int64,
  list,
  nonEmptyText,
  nullable,
  number,
  openEnum,
  optional,
  record,
  text,
  time,
} from './field.ts'

const kinds: readonly (readonly [name: string, kind: FieldKind])[] = [
  ['text', text],
  ['full text', nonEmptyText],
  ['number', number],
  ['int64', int64],
  ['time', time],
  ['record', record],
  ['enum', openEnum('live', 'ended')],
  ['list of text', list(text)],
  ['list of int64', list(int64)],
  ['list of nullable times', list(nullable(time))],
  ['nullable text', nullable(text)],
  ['nullable int64', nullable(int64)],
  ['nullable time', nullable(time)],
  ['nullable record', nullable(record)],
  ['nullable list', nullable(list(int64))],
  ['optional nullable time', optional(nullable(time))],
]

const scalars = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    'live',
    'x',
    '7',
    '-0',
    '9007199254740993',
    0,
    -0,
    1.5,
    2 ** 53,
    Number.POSITIVE_INFINITY,
  ),
  fc.constantFrom('2024-01-01T00:00:00Z', '2024-01-01T00:00:00.5+02:00', '2024-01-01', 'soon'),
)
const sqlNulls = fc.record(
  { Valid: fc.constantFrom<unknown>(true, false, 'yes'), String: scalars },
  { requiredKeys: ['Valid'] },
)
const values = fc.oneof(
  scalars,
  sqlNulls,
  fc.array(fc.oneof(scalars, sqlNulls), { maxLength: 3 }),
  fc.jsonValue(),
)

describe.each(kinds)('a checked reader of %s', (_, kind) => {
  const read = checkedReader(kind)
  const readAnyhow = reader(kind) ?? ((wire) => wire)

  test('reads what keeps to its kind as the other reader does', () => {
    let kept = 0
    fc.assert(
      fc.property(values, (wire) => {
        const value = read(wire)
        if (value === broken) return
        kept++
        expect(value).toStrictEqual(readAnyhow(wire))
      }),
      { numRuns: 500 },
    )
    expect(kept).toBeGreaterThan(0)
  })

  test('takes nothing for a value', () => {
    expect(read(undefined)).toBe(broken)
  })
})

describe('a checked reader', () => {
  test.each<[string, FieldKind, unknown]>([
    ['a number for a text', text, 1],
    ['no text', nonEmptyText, ''],
    ['a number beyond all', number, Number.POSITIVE_INFINITY],
    ['an id beyond 2^53', int64, '9007199254740993'],
    ['a fraction for an id', int64, 1.5],
    ['a day for a time', time, '2024-01-01'],
    ['a number for a time', time, 0],
    ['a list for a record', record, []],
    ['null for a record', record, null],
    ['an unknown word', openEnum('live'), 'paused'],
    ['a text for a list', list(text), 'abc'],
    ['one bad item', list(text), ['a', 1]],
    ['an SQL null without a value', nullable(text), { Valid: true }],
    ['an SQL null of another kind', nullable(text), { Valid: true, String: 5 }],
    ['a boolean for a record', record, false],
  ])('finds what breaks its kind: %s', (_, kind, wire) => {
    expect(checkedReader(kind)(wire)).toBe(broken)
  })

  test('does not copy a list that is the same on both sides', () => {
    const roles = ['a', 'b']
    expect(checkedReader(list(text))(roles)).toBe(roles)
    const ids = ['1', 2]
    expect(checkedReader(list(int64))(ids)).toEqual([1, 2])
    expect(ids).toEqual(['1', 2])
  })
})
