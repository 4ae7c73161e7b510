import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinUrl } from '../src/url/join-url.ts'

const base = 'https://api.example.test/v1'

function attempt(make: () => string): URL | undefined {
  try {
    return new URL(make())
  } catch (error) {
    expect(error).toMatchObject({ name: 'InvalidRequestError', code: 'INVALID_ARGUMENT' })
    return undefined
  }
}

describe('joining a URL', () => {
  test('fills parameters and query', () => {
    const url = joinUrl(
      base,
      '/users/{id}/x',
      { id: 'a b'.replace(' ', '+') },
      {
        page: 2,
        tags: ['a', 'b'],
        since: new Date(0),
        none: undefined,
        nil: null,
        text: 'é&=',
      },
    )
    expect(url).toBe(
      `${base}/users/a%2Bb/x?page=2&tags=a&tags=b&since=1970-01-01T00%3A00%3A00.000Z&text=%C3%A9%26%3D`,
    )
  })

  test('takes a base URL with a slash at its end', () => {
    expect(joinUrl(`${base}/`, '/users')).toBe(`${base}/users`)
  })

  test.each([
    '',
    'users',
    '//evil.test/x',
    '/../admin',
    '/a/../../b',
    '/a/./b',
    '/%2e%2e/b',
    '/a%2fb',
    '/a%5Cb',
  ])('refuses the path "%s"', (path) => {
    expect(() => joinUrl(base, path)).toThrow(/could leave the base URL/)
  })

  test.each(['https://evil.test', '/a?b=c', '/a#b', '/a\\b', '/a b', '/a\nb', '/\u0000'])(
    'refuses the path %j',
    (path) => {
      expect(() => joinUrl(base, path)).toThrow(/could leave the base URL/)
    },
  )

  test.each([
    '',
    '.',
    '..',
    'a/b',
    'a\\b',
    'a%2fb',
    '%2E%2e',
    'a b',
    'a\r\nb',
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('refuses the parameter %j', (id) => {
    expect(() => joinUrl(base, '/users/{id}', { id })).toThrow(/path parameter "id"/)
  })

  test('says that a parameter is missing, or is no id, rather than that it could lead away', () => {
    expect(() => joinUrl(base, '/users/{id}')).toThrow('The path parameter "id" is missing')
    expect(() => joinUrl(base, '/users/{id}', { id: '' })).toThrow('The path parameter "id" is missing')
    for (const id of [Number.NaN, 1.5, {}, true, 7n] as number[])
      expect(() => joinUrl(base, '/users/{id}', { id })).toThrow('The path parameter "id" is not an id')
    expect(() => joinUrl(base, '/users', { id: 1 })).toThrow('The path and its params do not match')
  })

  test('never leaves the base path or its host, whatever the path', () => {
    const piece = fc.constantFrom(
      '/',
      '..',
      '.',
      '%2e',
      '%2F',
      '\\',
      '@',
      ':',
      '?',
      '#',
      'a',
      '//',
      'evil.test',
      '\t',
    )
    const path = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => `/${pieces.join('')}`),
      fc.webPath(),
    )
    fc.assert(
      fc.property(path, (text) => {
        const url = attempt(() => joinUrl(base, text))
        if (url === undefined) return
        expect(url.origin).toBe('https://api.example.test')
        expect(url.pathname.startsWith('/v1/')).toBe(true)
        expect(url.search + url.hash + url.username).toBe('')
      }),
      { numRuns: 3000 },
    )
  })

  test('keeps a parameter in its own segment, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.integer()), (id) => {
        const url = attempt(() => joinUrl(base, '/users/{id}/messages', { id }))
        if (url === undefined) return
        const [, version, users, segment = '', messages, ...more] = url.pathname.split('/')
        expect([version, users, messages, more]).toEqual(['v1', 'users', 'messages', []])
        expect(decodeURIComponent(segment)).toBe(String(id))
      }),
      { numRuns: 3000 },
    )
  })
})
