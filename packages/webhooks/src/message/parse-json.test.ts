import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseForm } from './parse-form.ts'
import { parseJson } from './parse-json.ts'

describe('JSON', () => {
  test.each([
    '{"__proto__":{"polluted":true}}',
    '{"\\u005f_proto__":{"polluted":true}}',
    '{"\\u005F\\u005fproto\\u005f_":{"polluted":true}}',
    '{"__\\u0070roto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"const\\u0072uctor":{"prototype":{"polluted":true}}}',
    '{"a":[{"__proto__" : {"polluted":true}}]}',
  ])('cannot change a prototype, not even when it is merged: %s', (text) => {
    const parsed = parseJson(text)
    const merge = (into: Record<string, unknown>, from: object): void => {
      for (const [key, value] of Object.entries(from)) {
        if (typeof value === 'object' && value !== null)
          merge((into[key] ?? {}) as Record<string, unknown>, value as object)
        else into[key] = value
      }
    }
    merge({}, parsed as object)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(JSON.stringify(parsed)).not.toContain('polluted')
  })

  test('keeps keys that only look like it', () => {
    const text = '{"constructor":"Lotus","proto":1,"note":"__proto__ and \\u0070"}'
    expect(parseJson(text)).toEqual({ constructor: 'Lotus', proto: 1, note: '__proto__ and p' })
  })

  test('is what JSON.parse gives, for everything else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!/__proto__|"constructor"/.test(text))
        expect(parseJson(text)).toEqual(JSON.parse(text))
        expect(parseJson(`\uFEFF${text}`)).toEqual(JSON.parse(text))
      }),
    )
  })

  test.each(['', '{', 'canary', '\uFEFF\uFEFF{}', "{'a':1}"])(
    'that is none is refused, and not quoted: %s',
    (text) => {
      expect(() => parseJson(text)).toThrow(
        expect.objectContaining({ code: 'WEBHOOK_BODY_INVALID', message: 'JSON' }),
      )
    },
  )
})

describe('a form', () => {
  test('has one text for each name, a list where a name is repeated', () => {
    expect(parseForm('a=1&b=%C3%A9+x&a=2&c&=d&a=3&&')).toEqual({
      a: ['1', '2', '3'],
      b: 'é x',
      c: '',
      '': 'd',
    })
  })

  test('cannot change a prototype', () => {
    const form = parseForm('__proto__=x&constructor=y')
    expect(Object.getPrototypeOf(form)).toBe(Object.prototype)
    expect(Object.entries(form)).toEqual([['constructor', 'y']])
  })

  test.each(['a=%', 'a=%zz', 'a=%ff', '%c3%28=1', 'a=%ed%a0%80'])(
    'that is no UTF-8 is refused: %s',
    (text) => {
      expect(() => parseForm(text)).toThrow(expect.objectContaining({ code: 'WEBHOOK_BODY_INVALID' }))
    },
  )

  test('is what URLSearchParams wrote', () => {
    const pairs = fc.array(
      fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(pairs, (list) => {
        const names = new Set(list.map(([name]) => name))
        fc.pre(
          names.size === list.length &&
            !names.has('__proto__') &&
            list.flat().every((text) => text.isWellFormed()),
        )
        expect(parseForm(String(new URLSearchParams(list)))).toEqual(Object.fromEntries(list))
      }),
    )
  })
})
