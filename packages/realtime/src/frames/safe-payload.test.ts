import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeFrame } from './decode-frame.ts'

const key = fc.constantFrom('__proto__', 'a', 'b', 'constructor', 'metadata')
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, 1, 'text', true),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  // As text: a property of that name cannot be written down otherwise.
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => ({ entries })),
})).object

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const { entries } = value as { readonly entries: readonly (readonly [string, unknown])[] }
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${textOf(inner)}`).join()}}`
}

test('a payload has no `__proto__`, however deep, and everything else', () => {
  fc.assert(
    fc.property(json, (payload) => {
      const text = textOf(payload)
      const plainly: unknown = JSON.parse(text, (name, value) => (name === '__proto__' ? undefined : value))
      const frame = decodeFrame(`{"type":"x","payload":${text}}`)
      expect(JSON.stringify(frame?.payload)).toBe(JSON.stringify(plainly))
    }),
  )
})

test('an escaped key is the same key', () => {
  const frame = decodeFrame('{"type":"x","payload":{"a":{"\\u005f_proto__":{"polluted":1},"b":2}}}')
  expect(Object.entries(frame?.payload['a'] ?? {})).toEqual([['b', 2]])
})

test('a payload that is nested deeper than any stack is refused', () => {
  const deep = 100_000
  const text = `{"type":"x","payload":{"a":${'['.repeat(deep)}${']'.repeat(deep)}}}`
  expect(decodeFrame(text)).toBeUndefined()
})
