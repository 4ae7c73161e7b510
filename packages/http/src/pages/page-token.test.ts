import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPageToken, writePageToken } from './page-token.ts'

const anything = () => true

function refusalOf(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return error
  }
}

describe('a page token', () => {
  test('gives back its place, and tells nothing of the filters', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (list, cursor) => {
        const json = JSON.stringify(cursor)
        // V8 takes the key `"` for `\`, where an object with that one came before (nodejs/node#63785).
        fc.pre(!json.includes('\\\\'))
        const token = writePageToken(list, cursor)
        expect(token).toMatch(/^[\w-]+$/)
        expect(readPageToken(list, token, anything)).toEqual(JSON.parse(json))
      }),
    )
    const token = writePageToken('/users?email=canary@example.com', 7)
    expect(atob(token.replaceAll('-', '+').replaceAll('_', '/'))).not.toContain('canary')
  })

  test('is of one list only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (list, other) => {
        fc.pre(list !== other)
        const token = writePageToken(list, 1)
        expect(refusalOf(() => readPageToken(other, token, anything))).toMatchObject({
          name: 'InvalidRequestError',
          code: 'INVALID_PAGE_TOKEN',
          remedy: expect.stringContaining('the same filters'),
        })
      }),
    )
  })

  test.each([
    '',
    ' ',
    'x',
    'not a token',
    btoa('5'),
    btoa('[1,2]'),
    btoa('{"a":1}'),
    btoa(JSON.stringify([2, 'x', 1])),
    btoa('\u00ff\u00fe'),
    writePageToken('/users', 1).slice(0, -3),
    `${writePageToken('/users', 1)}=`,
  ])('is not %j', (text) => {
    const refusal = refusalOf(() => readPageToken('/users', text, anything))
    expect(refusal).toMatchObject({ code: 'INVALID_PAGE_TOKEN' })
    expect(String(refusal)).toContain('Pass page.nextPageToken as it came')
  })

  test('is refused where its place is none of the list', () => {
    const token = writePageToken('/users', 'x')
    expect(refusalOf(() => readPageToken('/users', token, (value) => value === 1))).toMatchObject({
      code: 'INVALID_PAGE_TOKEN',
    })
  })

  test('is refused without a throw of another kind, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.anything()), (text) => {
        expect(refusalOf(() => readPageToken('/users', text as string, anything))).toMatchObject({
          code: 'INVALID_PAGE_TOKEN',
        })
      }),
      { numRuns: 500 },
    )
  })
})
