import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFrame } from './decode-frame.ts'

const nested = (depth: number, open: string, shut: string) => open.repeat(depth) + shut.repeat(depth)

describe('reading a frame', () => {
  test('a frame without payload has an empty one', () => {
    expect(decodeFrame('{"type":"authenticated"}')).toEqual({
      type: 'authenticated',
      payload: {},
      epoch: undefined,
      seq: undefined,
    })
  })

  test('an event has its place in the sequence', () => {
    expect(decodeFrame('{"type":"a","payload":{},"epoch":"e","seq":5}')).toMatchObject({ epoch: 'e', seq: 5 })
  })

  test.each([
    '{"type":"a","epoch":"e"}',
    '{"type":"a","seq":5}',
    '{"type":"a","epoch":5,"seq":5}',
    '{"type":"a","epoch":"e","seq":"5"}',
    '{"type":"a","epoch":"e","seq":1.5}',
    '{"type":"a","epoch":"e","seq":9007199254740993}',
  ])('half a place, or a wrong one, is none: %s', (text) => {
    expect(decodeFrame(text)).toMatchObject({ type: 'a', epoch: undefined, seq: undefined })
  })

  test.each([
    '',
    'hello',
    '{"type":"a"',
    'null',
    '5',
    '"text"',
    '[]',
    '[{"type":"a","payload":{}}]',
    '{}',
    '{"type":5}',
    '{"type":null,"payload":{}}',
    '{"type":"a","payload":null}',
    '{"type":"a","payload":[]}',
    '{"type":"a","payload":"b"}',
    nested(10_000, '[', ']'),
    `{"type":"a","payload":${nested(10_000, '{"a":', '}').replace(':}', ':1}')}}`,
    `{"type":"\\u0061","payload":{"a":${nested(100_000, '[', ']')}}}`,
  ])('what is no frame is none: %.40s', (text) => {
    expect(decodeFrame(text)).toBeUndefined()
  })

  test('70 levels are a frame, 71 are none', () => {
    // The frame, its payload, and the lists.
    const deep = (lists: number) => `{"type":"a","payload":{"a":${nested(lists, '[', ']')}}}`
    expect(decodeFrame(deep(68))).toBeDefined()
    expect(decodeFrame(deep(69))).toBeUndefined()
  })

  test.each([
    '{"type":"a","payload":{"__proto__":{"polluted":1},"b":{"__proto__":{"polluted":1}}}}',
    '{"type":"a","payload":{"\\u005f_proto__":{"polluted":1},"b":{"_\\u005Fproto__":{"polluted":1}}}}',
    '{"__proto__":{"type":"b"},"type":"a","payload":{"b":{}}}',
  ])('__proto__ is left out, however it is written: %s', (text) => {
    const frame = decodeFrame(text)
    expect(frame?.type).toBe('a')
    expect(Object.getOwnPropertyNames(frame?.payload)).toEqual(['b'])
    expect(Object.getOwnPropertyNames(frame?.payload['b'])).toEqual([])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('no JSON makes it throw, or taints a prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join()
    const keys = fc.constantFrom(
      'type',
      'payload',
      'epoch',
      'seq',
      '__proto__',
      'constructor',
      'prototype',
      'a',
    )
    const values = fc.object({ key: keys, maxDepth: 5, withNullPrototype: true })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          values.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          const frame = decodeFrame(text)
          if (frame === undefined) return
          expect(Object.getPrototypeOf(frame.payload)).toBe(Object.prototype)
          expect(Object.hasOwn(frame.payload, '__proto__')).toBe(false)
        },
      ),
      { numRuns: 1000 },
    )
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before)
  })
})
