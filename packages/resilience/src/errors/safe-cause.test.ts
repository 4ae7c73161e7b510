import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeCause } from './safe-cause.ts'

function copyOf(cause: unknown): Error {
  const copy = safeCause(cause)
  if (!(copy instanceof Error)) expect.fail('the copy should be an Error')
  return copy
}

function printed(value: unknown): string {
  return inspect(value, { showHidden: true, depth: null })
}

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return expect.fail('it should have thrown')
}

describe('the copy of a cause', () => {
  test('keeps name, message, code and where it came from', () => {
    const cause = Object.assign(new RangeError('out of range'), { code: 'ERR_X' })
    const copy = copyOf(cause)
    expect(copy).not.toBe(cause)
    expect(copy).toMatchObject({ name: 'RangeError', message: 'out of range', code: 'ERR_X' })
    expect(copy.stack).toMatch(/^RangeError: out of range\n {4}at .*safe-cause\.test\.ts/)
  })

  test('keeps a numeric code and drops one that is no plain value', () => {
    expect(copyOf(Object.assign(new Error('a'), { code: 42 }))).toMatchObject({ code: 42 })
    expect(copyOf(Object.assign(new Error('a'), { code: { canary: 1 } }))).not.toHaveProperty('code')
  })

  test('keeps nothing else: no request, no headers, no body', () => {
    const cause = Object.assign(new Error('failed'), {
      request: { headers: { authorization: 'Bearer canary' } },
      config: { data: 'canary' },
      response: new Response('canary', { headers: { 'set-cookie': 'canary' } }),
      [Symbol('hidden')]: 'canary',
    })
    expect(printed(safeCause(cause))).not.toContain('canary')
    expect(new Set(Reflect.ownKeys(copyOf(cause)))).toEqual(new Set(['message', 'name', 'stack']))
  })

  test("of undici's failed fetch keeps the code underneath", () => {
    const cause = new TypeError('fetch failed', {
      cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), {
        code: 'ECONNREFUSED',
        address: 'x',
      }),
    })
    const copy = copyOf(cause)
    expect(copy).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
    expect(copy.cause).toMatchObject({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1' })
    expect(copy.cause).not.toHaveProperty('address')
  })

  test('of a failed dual-stack connection keeps the first error of the two', () => {
    const cause = new AggregateError([
      Object.assign(new Error('connect ECONNREFUSED ::1:1'), { code: 'ECONNREFUSED' }),
      new Error('second'),
    ])
    expect(copyOf(cause).cause).toMatchObject({ code: 'ECONNREFUSED' })
    expect(copyOf(new AggregateError([])).cause).toBeUndefined()
  })

  test('of cyclic causes comes to an end', () => {
    const one = new Error('one')
    const two = new Error('two', { cause: one })
    one.cause = two
    let length = 0
    for (let error: unknown = safeCause(one); error instanceof Error; error = error.cause) length++
    expect(length).toBe(5)
  })

  test('of something that is no error tells only its type', () => {
    expect(safeCause('canary')).toBe('(string)')
    expect(safeCause({ canary: 1 })).toBe('(object)')
    expect(safeCause(null)).toBe('(object)')
    expect(safeCause(undefined)).toBeUndefined()
    expect(copyOf(new Error('a', { cause: 'canary' })).cause).toBe('(string)')
  })

  test('of an error with a message, stack or name of the wrong type does not fail', () => {
    const odd = Object.assign(new Error('a'), { message: 42, stack: ['frame'] })
    expect(copyOf(odd)).toMatchObject({ message: '42' })
    const bare = new Error('a')
    Object.assign(bare, { stack: undefined })
    expect(copyOf(bare).stack).toContain('Error: a')
  })
})

describe('what is quoted in a message', () => {
  test.each<[string, () => unknown]>([
    ['a header value', () => new Headers().append('authorization', 'Bearer canary\ncanary')],
    ['a header value that holds quotation marks', () => new Headers().append('a', 'x "canary" canary\n "y')],
    ['a body that is not JSON', () => JSON.parse('canary')],
    ['a body that begins as JSON', () => JSON.parse('{"t":"canary"x}')],
    ['a long body that begins as JSON', () => JSON.parse(`{"t":"canary",${'"a":"canary",'.repeat(20)}x}`)],
    ['a text in a body', () => JSON.parse('["canary", "canary" "canary"]')],
    ['a URL', () => new URL('canary')],
    ['a URL with a user', () => new Request('https://me:canary@veza.app/')],
    ['a property of what is null', () => (JSON.parse('null') as { canary: string }).canary],
  ])('is left out: %s', (_, work) => {
    expect(printed(safeCause(thrownBy(work)))).not.toContain('canary')
  })

  test.each([
    [
      'Headers.append: "Bearer canary" is an invalid header value.',
      'Headers.append: … is an invalid header value.',
    ],
    [`Unexpected token 'c', "canary" is not valid JSON`, 'Unexpected token … is not valid JSON'],
    [`Unexpected token 'c', "{"a":"canary"x}" is not valid JSON`, 'Unexpected token … is not valid JSON'],
    ['cut off "canary', 'cut off …'],
    ["cut off 'canary", 'cut off …'],
    ['cut off `canary', 'cut off …'],
    ["Header 'a' has invalid value: 'canary'", 'Header …'],
    ['`canary` is not a function', '… is not a function'],
    ['GET https://api.veza.app/a?token=canary failed', 'GET https://api.veza.app/a… failed'],
    ['GET https://api.veza.app/a#token=canary failed', 'GET https://api.veza.app/a… failed'],
    ['cannot reach https://me:canary@api.veza.app/a', 'cannot reach https://…api.veza.app/a'],
    ["it doesn't work and won't", "it doesn't work and won't"],
    ['connect ECONNREFUSED 127.0.0.1:80', 'connect ECONNREFUSED 127.0.0.1:80'],
  ])('%s', (message, kept) => {
    expect(copyOf(new Error(message)).message).toBe(kept)
  })

  test('also when it spans lines, and in the stack', () => {
    const copy = copyOf(new Error('bad "first\n    at canary\ncanary" value'))
    expect(copy.message).toBe('bad … value')
    expect(copy.stack?.split('\n')[0]).toBe('Error: bad … value')
    expect(copy.stack).toMatch(/^ {4}at .*safe-cause\.test\.ts/m)
    expect(copy.stack).not.toContain('canary')
  })

  test('never shows, whatever stands between double quotation marks', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const copy = copyOf(new Error(`bad value "${before}canary${after}" given`))
        expect(copy.message).not.toContain('canary')
      }),
      { numRuns: 1000 },
    )
  })
})
