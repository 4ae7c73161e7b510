import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactHeaders, redactUrl } from './redact.ts'

describe('headers for a log', () => {
  test('show harmless, known values and hide all others', () => {
    const headers = new Headers({
      Authorization: 'Bearer canary',
      'X-Api-Key': 'canary',
      Cookie: 'canary',
      Accept: 'application/json',
      'X-Request-Id': 'r-1',
      'Retry-After': '3',
      'Idempotency-Key': 'canary',
    })
    expect(redactHeaders(headers)).toEqual({
      accept: 'application/json',
      authorization: '[redacted]',
      cookie: '[redacted]',
      'idempotency-key': '[redacted]',
      'retry-after': '3',
      'x-api-key': '[redacted]',
      'x-request-id': 'r-1',
    })
  })

  test('know a header in any letter case', () => {
    expect(redactHeaders([['ACCEPT', '*/*']])).toEqual({ ACCEPT: '*/*' })
  })

  test('show what the caller allows besides', () => {
    const headers: [string, string][] = [['X-Region', 'eu']]
    expect(redactHeaders(headers)).toEqual({ 'X-Region': '[redacted]' })
    expect(redactHeaders(headers, ['x-region'])).toEqual({ 'X-Region': 'eu' })
  })

  test('hide the value of any header that nobody listed', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(Object.values(redactHeaders([[`x-${name}-secret`, 'canary']]))).toEqual(['[redacted]'])
      }),
    )
  })

  test('survive names that objects have already', () => {
    const shown = redactHeaders([
      ['__proto__', 'canary'],
      ['constructor', 'canary'],
    ])
    expect(JSON.stringify(shown)).not.toContain('canary')
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype)
  })
})

describe('a URL for a log', () => {
  test.each([
    ['https://api.veza.app/v1/users', 'https://api.veza.app/v1/users'],
    ['https://api.veza.app/v1/users?page=2&limit=5', 'https://api.veza.app/v1/users?page=2&limit=5'],
    ['https://api.veza.app/v1/users?token=canary', 'https://api.veza.app/v1/users?token=[redacted]'],
    ['https://api.veza.app/?page=2&email=canary', 'https://api.veza.app/?page=2&email=[redacted]'],
    ['https://me:canary@api.veza.app/a', 'https://api.veza.app/a'],
    ['https://api.veza.app/a#access_token=canary', 'https://api.veza.app/a'],
    ['http://127.0.0.1:8080/a?x=canary', 'http://127.0.0.1:8080/a?x=[redacted]'],
    ['wss://me:canary@rt.veza.app/live?token=canary', 'wss://rt.veza.app/live?token=[redacted]'],
    ['postgres://me:canary@db:5432/shop', 'postgres://db:5432/shop'],
    ['https://api.veza.app/?page=2%0Aforged', 'https://api.veza.app/?page=2%0Aforged'],
    ['https://api.veza.app/?page=1%26token%3Dx', 'https://api.veza.app/?page=1%26token%3Dx'],
    ['https://api.veza.app/?ca%0Anary=canary', 'https://api.veza.app/?ca%0Anary=[redacted]'],
  ])('%s', (url, shown) => {
    expect(redactUrl(url)).toBe(shown)
    expect(redactUrl(new URL(url))).toBe(shown)
  })

  test('shows the query parameters that the caller allows besides', () => {
    expect(redactUrl('https://api.veza.app/?sort=name&q=canary', ['sort'])).toBe(
      'https://api.veza.app/?sort=name&q=[redacted]',
    )
  })

  test.each(['canary', '', '/users?token=canary', 'https://', 'data:text/plain,canary', 'mailto:canary@b.c'])(
    'is hidden whole when it is none, or has no host: %s',
    (url) => {
      expect(redactUrl(url)).toBe('[redacted]')
    },
  )

  test('never throws and never shows a parameter that nobody listed', () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl({ withQueryParameters: true }), (name, url) => {
        expect(redactUrl(name)).toEqual(expect.any(String))
        const address = new URL(url)
        address.searchParams.set(`x${name}`, 'canary')
        expect(redactUrl(address)).not.toContain('canary')
      }),
    )
  })
})
