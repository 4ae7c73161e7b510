import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { models, payloads } from '../../test/payloads.ts'
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
} from '../fields/field.ts'
import { messageModel, userModel } from '../index.ts'
import { schemaFor } from './schema-for.ts'
import { Validator } from './validator.ts'

const validator = new Validator()
const canary = 'canary-4c1e'

function check(kind: FieldKind, wire: unknown) {
  return validator.check({ wireFields: { field: kind } }, wire)
}

describe('a value that breaks its schema', () => {
  test.each<[string, FieldKind, unknown, string]>([
    ['text', text, 1, 'string'],
    ['text', text, null, 'string'],
    ['text', text, undefined, 'string'],
    ['full text', nonEmptyText, '', 'a text that is not empty'],
    ['full text', nonEmptyText, 5, 'a text that is not empty'],
    ['full text', nonEmptyText, undefined, 'a text that is not empty'],
    ['number', number, canary, 'number'],
    ['int64', int64, canary, 'a whole number'],
    ['int64', int64, 1.5, 'a whole number'],
    ['int64', int64, 2 ** 53, 'a whole number'],
    ['int64', int64, '9223372036854775807', 'a whole number'],
    ['int64', int64, undefined, 'a whole number'],
    ['int64', int64, null, 'a whole number'],
    ['time', time, canary, 'an RFC 3339 time'],
    ['time', time, '2024-01-01', 'an RFC 3339 time'],
    ['time', time, '2024-13-01T00:00:00Z', 'an RFC 3339 time'],
    ['time', time, 1_700_000_000, 'an RFC 3339 time'],
    ['record', record, canary, 'object'],
    ['record', record, [canary], 'object'],
    ['enum', openEnum('live', 'ended'), canary, 'one of live, ended'],
    ['enum', openEnum('live', 'ended'), null, 'one of live, ended'],
    ['list', list(text), canary, 'array'],
    ['nullable text', nullable(text), 1, 'string or null'],
    ['nullable int64', nullable(int64), canary, 'a whole number or null'],
    ['nullable time', nullable(time), canary, 'an RFC 3339 time or null'],
    ['nullable record', nullable(record), canary, 'object or null'],
    ['optional text', optional(text), null, 'string'],
    ['optional nullable text', optional(nullable(text)), 1, 'string or null'],
  ])('%s, %#: the issue names path and expectation, and not the value', (_, kind, value, expected) => {
    const issues = check(kind, { field: value })
    expect(issues).toEqual([{ path: 'field', expected }])
    expect(JSON.stringify(issues)).not.toContain(canary)
  })

  test.each([
    ['text', text, 'string'],
    ['list', list(text), 'array'],
    ['record', record, 'object'],
    ['enum', openEnum('a'), 'one of a'],
    ['nullable', nullable(text), 'string or null'],
  ] as [string, FieldKind, string][])('is found missing: %s', (_, kind, expected) => {
    expect(check(kind, {})).toEqual([{ path: 'field', expected }])
  })

  test('inside a list is named by its index', () => {
    expect(check(list(text), { field: ['a', 1, 'b', null] })).toEqual([
      { path: 'field.1', expected: 'string' },
      { path: 'field.3', expected: 'string' },
    ])
  })

  test.each([[canary], canary, null, 7, undefined])('as a whole has the empty path: %o', (wire) => {
    expect(validator.check(userModel, wire)).toEqual([{ path: '', expected: 'object' }])
  })
})

describe('a value that keeps to its schema', () => {
  test.each<[string, FieldKind, unknown]>([
    ['an empty text', text, ''],
    ['a full text', nonEmptyText, 'x'],
    ['a fraction', number, 1.5],
    ['a number as id', int64, Number.MAX_SAFE_INTEGER],
    ['digits as id', int64, '9007199254740991'],
    ['negative digits as id', int64, '-3'],
    ['a time in UTC', time, '2024-01-01T00:00:00Z'],
    ['a time with microseconds', time, '2024-01-01T00:00:00.123456Z'],
    ['a time with a zone', time, '2024-01-01T00:00:00+02:00'],
    ['a record with anything', record, { any: { thing: [1] } }],
    ['an empty list', list(text), []],
    ['null', nullable(text), null],
    ['an SQL null', nullable(text), { String: '', Valid: false }],
    ['an SQL text', nullable(text), { String: 'x', Valid: true }],
    ['an SQL time', nullable(time), { Time: '0001-01-01T00:00:00Z', Valid: false }],
    ['an optional text', optional(text), 'x'],
  ])('%s has no issue', (_, kind, value) => {
    expect(check(kind, { field: value })).toEqual([])
  })

  test('may lack what is optional, and may hold fields nobody knows', () => {
    expect(check(optional(text), {})).toEqual([])
    expect(check(optional(nullable(time)), { other: 1 })).toEqual([])
  })
})

describe('the schema of a resource', () => {
  test.each(models)('%s accepts every payload it can stand for', (_, model) => {
    fc.assert(
      fc.property(payloads(model), (wire) => {
        expect(validator.check(model, wire)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test.each(models)('%s never throws, and never quotes a value', (_, model) => {
    const values = fc.oneof(
      fc.constant(canary),
      fc.constant([canary]),
      fc.constant({ a: canary }),
      fc.jsonValue(),
    )
    const keys = fc.constantFrom(...Object.keys(model.wireFields))
    fc.assert(
      fc.property(fc.dictionary(keys, values), (wire) => {
        expect(JSON.stringify(validator.check(model, wire))).not.toContain(canary)
      }),
      { numRuns: 100 },
    )
  })

  test.each(models)('%s asks for each field that is not optional, and for no other', (_, model) => {
    const required = Object.entries(model.wireFields).filter(([, kind]) => kind.type !== 'optional')
    expect(validator.check(model, {}).map(({ path }) => path)).toEqual(required.map(([key]) => key))
  })

  test('is built once for each model', () => {
    const own = new Validator()
    let built = 0
    const counted = {
      get wireFields() {
        built++
        return messageModel.wireFields
      },
    }
    for (let i = 0; i < 5; i++) own.check(counted, {})
    expect(built).toBe(1)
  })

  test('is a schema of zod, to be used on its own', () => {
    const schema = schemaFor({ wireFields: { id: int64 } })
    expect(schema.safeParse({ id: 1, more: true })).toMatchObject({
      success: true,
      data: { id: 1, more: true },
    })
    expect(schema.safeParse({ id: 'x' }).success).toBe(false)
  })
})
