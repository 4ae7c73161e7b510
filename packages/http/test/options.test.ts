import { type CallOptions, createHttp, type HttpOptions } from '@veza/http'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/thing' } as const

describe('a wrong option is refused with a sentence that says what to write', () => {
  const wrong: [string, unknown, RegExp][] = [
    ['baseUrl', 'http://example.com', /https:\/\/ instead of http:\/\//],
    ['baseUrl', 'example.com', /absolute URL/],
    ['baseUrl', 'ftp://example.com', /https:\/\/ URL/],
    ['baseUrl', 'https://u:p@example.com', /Leave user name and password out/],
    ['baseUrl', 'https://example.com/v1?a=1', /Leave the query/],
    ['baseUrl', 5, /Pass a string/],
    ['timeoutMs', -1, /milliseconds, 1 or more/],
    ['timeoutMs', Number.NaN, /milliseconds/],
    ['timeoutMs', '5', /milliseconds/],
    ['totalTimeoutMs', 0, /milliseconds/],
    ['retry', true, /Pass an object with maxAttempts.*, as \{ maxAttempts: 5 \}, or false/],
    ['retry', 5, /as \{ maxAttempts: 5 \}, or false/],
    ['retry', { maxAttempts: 0 }, /maxAttempts/],
    ['retry', { attempts: 3 }, /It has no "attempts"/],
    ['retry', [], /Pass an object/],
    ['retry', { maxAttempts: 2.5 }, /whole number/],
    ['retry', { valueOf: 1 }, /It has no "valueOf"/],
    ['headers', new Headers({ a: 'b' }), /plain object/],
    ['headers', new Map([['a', 'b']]), /plain object/],
    ['baseUrl', 'https://example.com?', /Leave the query/],
    ['baseUrl', 'https://example.com/v1#', /Leave the query/],
    ['baseUrl', 'https://example.com/v1 ', /white space/],
    ['rateLimit', { limit: 0 }, /limit/],
    ['rateLimit', { limit: 1.5 }, /whole number/],
    ['rateLimit', { limit: 1, onLimit: 'drop' }, /"wait", "throw"/],
    ['rateLimit', 10, /Pass an object with limit.*, as \{ limit: 50 \}/],
    ['idempotencyKeys', 'yes', /"learn", true, false/],
    ['maxResponseBytes', 0, /bytes/],
    ['validation', 'on', /"off", "warn", "strict"/],
    ['logger', {}, /console/],
    ['tracer', {}, /startSpan/],
    ['middleware', [1], /functions/],
    ['fetch', 'fetch', /Pass a function/],
    ['transport', {}, /Pass a function/],
    ['clock', {}, /now\(\), sleep\(\)/],
    ['random', 1, /Pass a function/],
    ['headers', 'x', /object of header names/],
    ['headers', { 'bad name': 'x' }, /header name/],
    ['headers', { 'x-a': 'canary\nx-b: 1' }, /without line breaks/],
    ['headers', { 'x-a': 'canary €' }, /Latin-1/],
    ['authenticator', {}, /authenticate/],
    ['allowInsecureHttp', 'yes', /boolean/],
    ['timeout', 5, /Write "timeoutMs"/],
    ['max_response_bytes', 5, /Write "maxResponseBytes"/],
    ['colour', 'red', /The options are: baseUrl/],
  ]
  test.each(wrong)('%s: %j', (name, value, remedy) => {
    try {
      createHttp({ [name]: value } as HttpOptions)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ name: 'InvalidRequestError', code: 'INVALID_OPTION' })
      expect(String(error)).toMatch(remedy)
      expect(String(error)).toContain('createHttp()')
      expect(String(error)).not.toContain('canary')
    }
  })

  test('both fetch and transport', () => {
    const transport = () => Promise.reject(new Error('unused'))
    expect(() => createHttp({ fetch, transport })).toThrow(/fetch or transport, not both/)
  })

  test.each<[object, RegExp]>([
    [{ body: new Date(Number.NaN) }, /an invalid date/],
    [{ body: { at: new Date('31/12/2026') } }, /an invalid date/],
    [{ body: { id: Number.NaN } }, /not finite/],
    [{ body: new Map() }, /plain data/],
    [{ body: [new FormData()] }, /plain data/],
    [{ body: () => 1 }, /a function/],
    [{ query: { at: new Date(Number.NaN) } }, /invalid date/],
    [{ path: '/users/{user-id}' }, /The path/],
    [{ path: '/users', params: { id: 1 } }, /The path/],
    [{ path: '/users/{id}', params: { id: 2 ** 60 } }, /path parameter/],
    [{ path: '/users/{id}', params: { id: '\ud800' } }, /path parameter/],
    [{ method: 'GET', body: {} }, /has no body/],
  ])('of a request: %j', async (change, message) => {
    const http = createHttp({ baseUrl: 'https://api.example.test' })
    const error = await failureOf(http.json({ method: 'POST', path: '/thing', ...change }))
    expect(error).toMatchObject({ name: 'InvalidRequestError', code: 'INVALID_ARGUMENT' })
    expect(error.message).toMatch(message)
  })

  test('also where there are no options at all to speak of', () => {
    expect(() => createHttp(null as unknown as HttpOptions)).toThrow(/object of options/)
  })

  const wrongCall: [string, unknown, RegExp][] = [
    ['signal', new AbortController(), /not the controller/],
    ['timeoutMs', 0, /milliseconds/],
    ['idempotencyKey', '', /printable ASCII/],
    ['idempotencyKey', 'a\r\nb', /printable ASCII/],
    ['headers', { a: 'b\nc' }, /line breaks/],
    ['retries', 3, /Write "retry"/],
    ['retry', 5, /as \{ maxAttempts: 5 \}, or false/],
    ['retry', { bucketCapacity: 5 }, /It has no "bucketCapacity"/],
    ['signal', { addEventListener() {} }, /not the controller/],
    ['validation', true, /"off"/],
  ]
  test.each(wrongCall)('of a call: %s', async (name, value, remedy) => {
    const http = createHttp({ baseUrl: 'https://api.example.test' })
    const error = await failureOf(http.json(get, { [name]: value } as CallOptions))
    expect(error.code).toBe('INVALID_OPTION')
    expect(error.message).toMatch(remedy)
  })
})

describe('a right option does what it says', () => {
  test.each(['http://127.0.0.1:1', 'http://localhost:1/v1', 'http://[::1]:1', 'http://x.localhost'])(
    'baseUrl takes %s',
    (baseUrl) => {
      expect(() => createHttp({ baseUrl })).not.toThrow()
    },
  )

  test('allowInsecureHttp takes http:// to anywhere', () => {
    expect(() => createHttp({ baseUrl: 'http://example.com', allowInsecureHttp: true })).not.toThrow()
  })

  test('an option that is undefined counts as not given', () => {
    expect(() => createHttp({ headers: undefined } as unknown as HttpOptions)).not.toThrow()
  })

  test('headers of the client and of the call are sent, the call’s outranking', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    const http = createHttp({ baseUrl: server.url, headers: { 'X-A': 'client', 'X-B': 'client' } })
    await http.json(get, { headers: { 'x-b': 'call' } })
    expect(server.seen[0]?.headers).toMatchObject({
      'x-a': 'client',
      'x-b': 'call',
      accept: 'application/json',
    })
  })

  test('idempotencyKey is sent as it is', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    await createHttp({ baseUrl: server.url }).json({ ...get, method: 'POST' }, { idempotencyKey: 'order-7' })
    expect(server.seen[0]?.headers['idempotency-key']).toBe('order-7')
  })

  test('a key given as a header is the idempotency key, and a content type stays', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    const headers = { 'Idempotency-Key': 'mine', 'Content-Type': 'application/vnd.veza+json' }
    await createHttp({ baseUrl: server.url }).json({ ...get, method: 'POST', body: {} }, { headers })
    expect(server.seen[0]?.headers).toMatchObject({
      'idempotency-key': 'mine',
      'content-type': headers['Content-Type'],
    })
  })

  test('options that are undefined take no default away', async () => {
    await using server = await scriptedServer((response) =>
      json(response, {}, 503, { 'retry-after-ms': '1' }),
    )
    const retry = {
      maxAttempts: undefined,
      factor: undefined,
      maxDelayMs: undefined,
    } as unknown as HttpOptions['retry']
    const rateLimit = { limit: 100, intervalMs: undefined } as unknown as HttpOptions['rateLimit']
    await failureOf(createHttp({ baseUrl: server.url, retry, rateLimit } as HttpOptions).json(get))
    await failureOf(createHttp({ baseUrl: server.url }).json(get, { retry } as CallOptions))
    expect(server.seen).toHaveLength(6)
  })

  test('a random that gives nonsense still retries', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 503))
    for (const value of [Number.NaN, -1]) {
      await failureOf(
        createHttp({ baseUrl: server.url, retry: { baseDelayMs: 1 }, random: () => value }).json(get),
      )
    }
    expect(server.seen).toHaveLength(6)
  })

  test('idempotencyKeys: false repeats no POST, whatever the server says', async () => {
    await using server = await scriptedServer((response) =>
      json(response, {}, 503, { 'idempotency-key-support': 'true' }),
    )
    const http = createHttp({ baseUrl: server.url, idempotencyKeys: false })
    await failureOf(http.json({ ...get, method: 'POST' }))
    await failureOf(http.json({ ...get, method: 'POST' }))
    expect(server.seen).toHaveLength(2)
  })

  test('a server that takes its support for keys back is believed too', async () => {
    await using server = await scriptedServer((response, _, number) =>
      json(response, {}, number === 1 ? 200 : 503, { 'idempotency-key-support': String(number === 1) }),
    )
    const http = createHttp({ baseUrl: server.url, random: () => 0 })
    await http.json(get)
    await failureOf(http.json({ ...get, method: 'POST' }))
    expect(server.seen).toHaveLength(2)
  })

  test('retry: false and maxAttempts set how often a request is sent', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 503))
    const sent = async (options: HttpOptions, callOptions: CallOptions = {}) => {
      const before = server.seen.length
      await failureOf(createHttp({ baseUrl: server.url, random: () => 0, ...options }).json(get, callOptions))
      return server.seen.length - before
    }
    expect(await sent({ retry: false })).toBe(1)
    expect(await sent({ retry: { maxAttempts: 5 } })).toBe(5)
    expect(await sent({ retry: { maxAttempts: 5 } }, { retry: false })).toBe(1)
    expect(await sent({ retry: false }, { retry: { maxAttempts: 2 } })).toBe(2)
    expect(await sent({ retry: { bucketCapacity: 5 } })).toBe(2)
    expect(await sent({ retry: { maxAttempts: 3, baseDelayMs: 0, factor: 1, maxDelayMs: 0 } })).toBe(3)
  })

  test('rateLimit holds calls back, and a 429 pauses them all', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    const http = createHttp({
      baseUrl: server.url,
      rateLimit: { limit: 2, intervalMs: 60_000, onLimit: 'throw' },
    })
    await http.json(get)
    await http.json(get)
    const error = await failureOf(http.json(get))
    expect(error).toMatchObject({ name: 'RateLimitError', code: 'CLIENT_RATE_LIMIT', outcomeUnknown: false })
    expect(error.retryAfterMs).toBeGreaterThan(50_000)
    expect(server.seen).toHaveLength(2)
  })

  test('a 429 pauses the client’s other calls for as long as the server asks', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 429, { 'retry-after': '120' }))
    const http = createHttp({ baseUrl: server.url, rateLimit: { limit: 100 } })
    await failureOf(http.json(get))
    const error = await failureOf(http.json(get))
    expect(error).toMatchObject({ code: 'CLIENT_RATE_LIMIT' })
    expect(error.retryAfterMs).toBeGreaterThan(100_000)
    expect(server.seen).toHaveLength(1)
  })

  test('transport takes the place of ky', async () => {
    const http = createHttp({
      transport: () => Promise.resolve({ status: 200, headers: new Headers(), body: new Response('1').body }),
    })
    expect(await http.json(get)).toBe(1)
  })
})
