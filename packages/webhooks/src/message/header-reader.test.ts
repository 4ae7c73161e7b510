import { describe, expect, test } from 'vitest'
import { headerReader } from './header-reader.ts'
import type { WebhookHeaders } from './webhook-input.ts'

function read(headers: WebhookHeaders, isList = false): string | undefined {
  return headerReader(headers)('x-id', isList)
}

const forms: readonly (readonly [string, (name: string, value: string) => WebhookHeaders])[] = [
  ['a record', (name, value) => ({ other: 'x', [name]: value })],
  ['a record of lists', (name, value) => ({ other: ['x'], [name]: [value] })],
  [
    'pairs',
    (name, value) => [
      ['other', 'x'],
      [name, value],
    ],
  ],
  [
    'Fetch headers',
    (name, value) =>
      new Headers([
        ['other', 'x'],
        [name, value],
      ]),
  ],
]

describe.each(forms)('headers as %s', (_, make) => {
  test.each(['x-id', 'X-Id', 'X-ID'])('are read in any case: %s', (name) => {
    expect(read(make(name, 'evt_1'))).toBe('evt_1')
  })

  test('are undefined when they are missing', () => {
    expect(read(make('x-other', 'evt_1'))).toBeUndefined()
  })

  test('that were joined are refused, unless they are a list', () => {
    expect(() => read(make('x-id', 'a, b'))).toThrow(
      expect.objectContaining({ code: 'WEBHOOK_HEADER_DUPLICATE' }),
    )
    expect(read(make('x-id', 'a, b'), true)).toBe('a, b')
  })
})

describe('a header that came twice', () => {
  test.each<[string, WebhookHeaders]>([
    ['in two cases', { 'x-id': 'a', 'X-Id': 'a' }],
    ['as a list', { 'x-id': ['a', 'b'] }],
    [
      'as pairs',
      [
        ['x-id', 'a'],
        ['X-ID', 'b'],
      ],
    ],
    [
      'in Fetch headers',
      new Headers([
        ['x-id', 'a'],
        ['x-id', 'b'],
      ]),
    ],
  ])('is refused: %s', (_, headers) => {
    expect(() => read(headers)).toThrow(expect.objectContaining({ code: 'WEBHOOK_HEADER_DUPLICATE' }))
    expect(read(headers, true)).toMatch(/^a, [ab]$/)
  })
})

test.each(['', ' a', 'a ', 'a  b', 'a\tb', 'a\r\n b', 'a\0', 'é', 'a\u2028b', '\u007f'])(
  'a header that no provider writes is refused: %o',
  (value) => {
    expect(() => read({ 'x-id': value })).toThrow(
      expect.objectContaining({ code: 'WEBHOOK_HEADER_MALFORMED' }),
    )
  },
)

test('headers that are inherited are none', () => {
  expect(read(Object.create({ 'x-id': 'a' }) as WebhookHeaders)).toBeUndefined()
})

test('an empty list and an undefined value are no header', () => {
  expect(read({ 'x-id': [] })).toBeUndefined()
  expect(read({ 'x-id': undefined, 'X-ID': 'a' })).toBe('a')
})
