import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const now = Date.parse('2026-11-06T12:00:00Z')
const nowS = now / 1000

function wait(headers: Record<string, string>): number | undefined {
  const all = new Headers(headers)
  return retryAfterMs((name) => all.get(name), now)
}

describe('Retry-After', () => {
  test.each<[string, number | undefined]>([
    ['2', 2000],
    [' 2 ', 2000],
    ['0', 0],
    ['1.5', 1500],
    ['0.25', 250],
    ['99999999999999999999999999', Number.MAX_SAFE_INTEGER],
    [`${'9'.repeat(400)}`, Number.MAX_SAFE_INTEGER],
    ['Fri, 06 Nov 2026 12:00:30 GMT', 30_000],
    ['Friday, 06-Nov-26 12:00:30 GMT', 30_000],
    ['Fri Nov  6 12:00:30 2026', 30_000],
    ['fri, 06 nov 2026 12:00:30 gmt', 30_000],
    ['Fri, 06 Nov 2026 12:00:00 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Fri, 32 Foo 2026 25:61:61 GMT', undefined],
    ['-5', undefined],
    ['-0', undefined],
    ['+5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['', undefined],
    [' ', undefined],
    ['soon', undefined],
    ['abc 12', undefined],
    ['try 9999', undefined],
    ['Mon 5', undefined],
    ['12 apples', undefined],
    ['2, 3', undefined],
  ])('of "%s" asks for %s ms', (value, expected) => {
    expect(wait({ 'retry-after': value })).toBe(expected)
  })

  test('as an asctime date means GMT, whatever the zone of this machine', () => {
    const zone = process.env['TZ']
    try {
      process.env['TZ'] = 'Asia/Tokyo'
      expect(wait({ 'retry-after': 'Fri Nov  6 12:00:30 2026' })).toBe(30_000)
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  test('that is missing asks for nothing', () => {
    expect(wait({})).toBeUndefined()
    expect(retryAfterMs(() => undefined, now)).toBeUndefined()
    expect(retryAfterMs(() => null, now)).toBeUndefined()
  })
})

describe('retry-after-ms', () => {
  test.each<[string, number | undefined]>([
    ['250', 250],
    ['0', 0],
    ['12.5', 12.5],
    ['-1', undefined],
    ['soon', undefined],
  ])('of "%s" asks for %s ms', (value, expected) => {
    expect(wait({ 'retry-after-ms': value })).toBe(expected)
  })

  test('goes before Retry-After, also when it is 0', () => {
    expect(wait({ 'retry-after-ms': '0', 'retry-after': '30' })).toBe(0)
    expect(wait({ 'retry-after-ms': '20', 'retry-after': '30' })).toBe(20)
  })

  test('that is garbage leaves the word to Retry-After', () => {
    expect(wait({ 'retry-after-ms': 'x', 'retry-after': '30' })).toBe(30_000)
  })
})

describe('a used-up limit', () => {
  test.each<[string, Record<string, string>, number | undefined]>([
    ['RateLimit of draft 7', { ratelimit: 'limit=100, remaining=0, reset=30' }, 30_000],
    ['RateLimit of draft 8', { ratelimit: '"default";r=0;t=7' }, 7000],
    ['RateLimit-Remaining and -Reset', { 'ratelimit-remaining': '0', 'ratelimit-reset': '9' }, 9000],
    ['X-RateLimit with seconds', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' }, 9000],
    [
      'X-RateLimit with Unix seconds',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${nowS + 12}` },
      12_000,
    ],
    ['a reset in the past', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${nowS - 12}` }, 0],
    ['a reset now', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' }, 0],
    ['a reset that is garbage', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }, undefined],
    ['a reset that is negative', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '-3' }, undefined],
    ['no reset', { 'x-ratelimit-remaining': '0' }, undefined],
    ['something left', { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '9' }, undefined],
    ['something left (draft 7)', { ratelimit: 'limit=100, remaining=1, reset=30' }, undefined],
    ['something left (draft 8)', { ratelimit: '"default";r=50;t=30' }, undefined],
    ['nothing said of what is left', { 'x-ratelimit-reset': '9' }, undefined],
    ['garbage for what is left', { 'x-ratelimit-remaining': '?', 'x-ratelimit-reset': '9' }, undefined],
  ])('told by %s', (_, headers, expected) => {
    expect(wait(headers)).toBe(expected)
  })

  test('yields to Retry-After', () => {
    expect(wait({ 'retry-after': '2', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' })).toBe(2000)
  })

  test('with a huge reset asks for a finite time', () => {
    const ms = wait({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9'.repeat(400) })
    expect(ms).toBe(Number.MAX_SAFE_INTEGER - now)
  })
})

describe('any header text', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('0', '-1', '1e999', 'NaN', '9'.repeat(400), '0'.repeat(400), 'Mon, 00:00:00'),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.tuple(fc.nat(), fc.string()).map(([r, t]) => `"p";r=${r};t=${t}, remaining=0, reset=${t}`),
  )
  const names = [
    'retry-after-ms',
    'retry-after',
    'ratelimit',
    'ratelimit-remaining',
    'x-ratelimit-remaining',
    'ratelimit-reset',
    'x-ratelimit-reset',
  ]

  test('never throws, and never gives a negative, infinite or NaN wait', () => {
    const headers = fc.record(Object.fromEntries(names.map((name) => [name, fc.option(text)])))
    fc.assert(
      fc.property(headers, fc.nat(), (given, time) => {
        const ms = retryAfterMs((name) => given[name], time)
        if (ms === undefined) return
        expect(Number.isFinite(ms)).toBe(true)
        expect(ms).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 2000 },
    )
  })

  test('that is a number of seconds is that many seconds', () => {
    fc.assert(
      fc.property(fc.nat(), (s) => {
        expect(wait({ 'retry-after': `${s}` })).toBe(s * 1000)
      }),
    )
  })

  test('that is a future HTTP date is the time until it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (s) => {
        const date = new Date(now + s * 1000).toUTCString()
        expect(wait({ 'retry-after': date })).toBe(s * 1000)
      }),
    )
  })
})
