import { getEventListeners } from 'node:events'
import { createHttp, type HttpOptions } from '@veza/http'
import { AbortError, AuthenticationError, RateLimitError, ServerError, TimeoutError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { type Answer, gaps, json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/thing' } as const
const post = { method: 'POST', path: '/thing', body: { a: 1 } } as const

function failing(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => json(response, { code: status, message: 'no' }, status, headers)
}

/** Fails a number of times, then succeeds. */
function failingFirst(times: number, fail: Answer): Answer {
  return (response, seen, number) =>
    number > times ? json(response, { ok: true }) : fail(response, seen, number)
}

const client = (baseUrl: string, options: HttpOptions = {}) => createHttp({ baseUrl, ...options })

describe.concurrent('the retry exam, on real sockets', () => {
  test('1: GET 503 is tried three times, under an exponential ceiling with jitter', async () => {
    await using server = await scriptedServer(failing(503))
    const error = await failureOf(client(server.url, { random: () => 0.5 }).json(get))
    expect(error).toBeInstanceOf(ServerError)
    expect(error).toMatchObject({ status: 503, attempts: 3, retryable: true, outcomeUnknown: false })
    // Half of the ceilings of 1 s and 2 s, and as much again for a busy machine.
    const [first = 0, second = 0] = gaps(server.seen)
    expect(first).toBeGreaterThan(490)
    expect(first).toBeLessThan(1000)
    expect(second).toBeGreaterThan(990)
    expect(second).toBeLessThan(2000)
  })

  test('2: GET 503 with Retry-After 1 waits a second each time', async () => {
    await using server = await scriptedServer(failingFirst(2, failing(503, { 'retry-after': '1' })))
    const { response } = await client(server.url, { random: () => 0 })
      .json(get)
      .withResponse()
    expect(response.attempts).toBe(3)
    for (const gap of gaps(server.seen)) expect(gap).toBeGreaterThan(990)
    for (const gap of gaps(server.seen)) expect(gap).toBeLessThan(1500)
  })

  test('3: GET 429 with Retry-After 1 waits a second each time', async () => {
    await using server = await scriptedServer(failing(429, { 'retry-after': '1' }))
    const error = await failureOf(client(server.url, { random: () => 0 }).json(get))
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ attempts: 3, retryAfterMs: 1000, code: 'RATE_LIMIT_EXCEEDED' })
    for (const gap of gaps(server.seen)) expect(gap).toBeGreaterThan(990)
  })

  test('4: POST 503 is repeated under one key where the server is known to honour keys', async () => {
    await using server = await scriptedServer(failingFirst(2, failing(503)))
    const http = client(server.url, { idempotencyKeys: true, random: () => 0 })
    await http.json(post)
    expect(server.seen).toHaveLength(3)
    const keys = new Set(server.seen.map(({ headers }) => headers['idempotency-key']))
    expect(keys.size).toBe(1)
    expect([...keys][0]).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('4: what the server said earlier of its keys is enough', async () => {
    const support = { 'idempotency-key-support': 'true' }
    await using server = await scriptedServer((response, _, number) =>
      number === 2 ? json(response, {}, 503, support) : json(response, {}, 200, support),
    )
    const http = client(server.url, { random: () => 0 })
    await http.json(get)
    await http.json(post)
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST'])
  })

  test('5: POST 503 is not repeated where it is not, and the error says that the outcome is unknown', async () => {
    await using server = await scriptedServer(failing(503))
    const error = await failureOf(client(server.url).json(post))
    expect(server.seen).toHaveLength(1)
    expect(error).toMatchObject({ attempts: 1, outcomeUnknown: true, retryable: true })
    expect(error.idempotencyKey).toBe(server.seen[0]?.headers['idempotency-key'])
    expect(error.remedy).toContain('may have been carried out')
  })

  test('6: POST 429 with Retry-After is repeated under one key', async () => {
    await using server = await scriptedServer(failingFirst(1, failing(429, { 'retry-after': '1' })))
    await client(server.url, { random: () => 0 }).json(post)
    expect(server.seen).toHaveLength(2)
    expect(gaps(server.seen)[0]).toBeGreaterThan(990)
    expect(new Set(server.seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  })

  test('7: Retry-After as a date is waited for', async () => {
    await using server = await scriptedServer(
      failingFirst(1, (response) =>
        json(response, {}, 503, { 'retry-after': new Date(Date.now() + 2000).toUTCString() }),
      ),
    )
    await client(server.url, { random: () => 0 }).json(get)
    // An HTTP date has no milliseconds: up to a second is lost.
    expect(gaps(server.seen)[0]).toBeGreaterThan(900)
  })

  test('7: retry-after-ms is waited for', async () => {
    await using server = await scriptedServer(failingFirst(1, failing(503, { 'retry-after-ms': '300' })))
    await client(server.url, { random: () => 0 }).json(get)
    expect(gaps(server.seen)[0]).toBeGreaterThan(290)
    expect(gaps(server.seen)[0]).toBeLessThan(900)
  })

  test('7: a Retry-After that cannot be read counts as none', async () => {
    await using server = await scriptedServer(
      failingFirst(1, failing(503, { 'retry-after': 'soon, -5 apples' })),
    )
    await client(server.url, { random: () => 0 }).json(get)
    expect(server.seen).toHaveLength(2)
  })

  test('8: Retry-After 3600 fails at once, and says how long to wait', async () => {
    let answeredAt = 0
    await using server = await scriptedServer((response) => {
      answeredAt = performance.now()
      json(response, {}, 429, { 'retry-after': '3600' })
    })
    const http = client(server.url)
    await failureOf(http.json(get))
    const error = await failureOf(http.json(get))
    expect(performance.now() - answeredAt).toBeLessThan(500)
    expect(error).toMatchObject({ attempts: 1, retryAfterMs: 3_600_000, retryable: true })
  })

  test('9: a reset in mid-body is tried again', async () => {
    await using server = await scriptedServer(
      failingFirst(1, (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"half":')
        response.socket?.resetAndDestroy()
      }),
    )
    expect(await client(server.url, { random: () => 0 }).json(get)).toEqual({ ok: true })
    expect(server.seen).toHaveLength(2)
  })

  test('10: a stalled body is stopped at timeoutMs', async () => {
    await using server = await scriptedServer((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"half":')
    })
    const http = client(server.url, { timeoutMs: 300 })
    await failureOf(http.json(get))
    const startedAt = performance.now()
    const error = await failureOf(http.json(get))
    const elapsed = performance.now() - startedAt
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error).toMatchObject({ code: 'TIMEOUT', attempts: 1 })
    expect(elapsed).toBeGreaterThan(295)
    expect(elapsed).toBeLessThan(450)
  })

  test('11: an abort between attempts ends the call at once and leaves nothing behind', async () => {
    await using server = await scriptedServer(failing(503, { 'retry-after': '30' }))
    const controller = new AbortController()
    const waiting = Promise.withResolvers<void>()
    const http = client(server.url, {
      logger: { debug() {}, warn() {}, error() {}, info: () => waiting.resolve() },
    })
    const call = failureOf(http.json(get, { signal: controller.signal }))
    await waiting.promise
    const abortedAt = performance.now()
    controller.abort()
    const error = await call
    expect(performance.now() - abortedAt).toBeLessThan(500)
    expect(error).toBeInstanceOf(AbortError)
    expect(error.name).toBe('AbortError')
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    expect(server.seen).toHaveLength(1)
  })

  test('12: a 401 that nothing can refresh is not retried', async () => {
    await using server = await scriptedServer(failing(401))
    const error = await failureOf(client(server.url).json(get))
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error).toMatchObject({ status: 401, code: 'UNAUTHORIZED', attempts: 1, retryable: false })
    expect(server.seen).toHaveLength(1)
  })
})
