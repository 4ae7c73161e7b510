import { expect, test } from 'vitest'
import { unknownField } from './unknown-field.ts'

test.each(['colour', 'last_seen_at', 'lastSeenAt', 'line1', 'X'])(
  'a name such as "%s" is repeated',
  (name) => {
    expect(unknownField(name)).toEqual({ path: name, expected: 'absent' })
  },
)

test.each([
  'veza_live_9f3a1c',
  'ada@veza.app',
  'a b',
  'a\nb',
  '',
  '0',
  '__proto__',
  `a${'a'.repeat(40)}`,
  'eyJhbGciOiJIUzI1NiJ9.e30.x',
])('"%s" may be a value, and is not repeated', (name) => {
  expect(unknownField(name)).toEqual({ path: '*', expected: 'absent' })
})
