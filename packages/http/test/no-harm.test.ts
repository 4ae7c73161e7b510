import { createHttp, type HttpMethod, type HttpOptions } from '@veza/http'
import { ServerError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const post = { method: 'POST', path: '/t', body: { a: 1 } } as const
const fast: HttpOptions = { retry: { baseDelayMs: 0 } }

describe('a POST is not done twice', () => {
  test.each<[number, Record<string, string>]>([
    [429, {}],
    [503, { 'retry-after': '0' }],
    [404, {}],
  ])('when its 303 leads to a %i', async (status, headers) => {
    await using server = await scriptedServer((response, { method }) =>
      method === 'POST'
        ? response.writeHead(303, { location: '/result' }).end()
        : json(response, {}, status, headers),
    )
    const error = await failureOf(createHttp({ baseUrl: server.url, ...fast }).json(post))
    expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'GET'])
    expect(error).toMatchObject({ status, outcomeUnknown: true, attempts: 1 })
  })

  test.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'])(
    'when a connection that stands ends with %s',
    async (code) => {
      let sent = 0
      const http = createHttp({
        ...fast,
        transport: () => {
          sent++
          return Promise.reject(
            Object.assign(new TypeError('fetch failed'), {
              cause: Object.assign(new Error(code), { code, syscall: 'read' }),
            }),
          )
        },
      })
      expect(await failureOf(http.json(post))).toMatchObject({
        code: 'CONNECTION_RESET',
        outcomeUnknown: true,
      })
      expect(sent).toBe(1)
    },
  )

  test('but tried again when the connection could not be made', async () => {
    let sent = 0
    const cause = Object.assign(new Error('x'), { code: 'EHOSTUNREACH', syscall: 'connect' })
    const http = createHttp({
      ...fast,
      transport: () => {
        sent++
        return Promise.reject(Object.assign(new TypeError('fetch failed'), { cause }))
      },
    })
    expect(await failureOf(http.json(post))).toMatchObject({
      code: 'CONNECTION_FAILED',
      outcomeUnknown: false,
    })
    expect(sent).toBe(3)
  })

  test('when a 503 brings a rate limit or a wait in its body, and no Retry-After', async () => {
    for (const [headers, body] of [
      [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' }, {}],
      [{}, { retry_after: 0 }],
    ] as const) {
      await using server = await scriptedServer((response) => json(response, body, 503, headers))
      const error = await failureOf(createHttp({ baseUrl: server.url, ...fast }).json(post))
      expect(error).toMatchObject({ attempts: 1, outcomeUnknown: true })
      expect(server.seen).toHaveLength(1)
    }
  })

  test('when a middleware drops the key, or makes it a POST', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 500))
    const dropping = createHttp({
      baseUrl: server.url,
      ...fast,
      idempotencyKeys: true,
      middleware: [(request, next) => next({ ...request, headers: {} })],
    })
    await failureOf(dropping.json(post))
    expect(server.seen).toHaveLength(1)
    const turning = createHttp({
      baseUrl: server.url,
      ...fast,
      middleware: [(request, next) => next({ ...request, method: 'POST' })],
    })
    expect((await failureOf(turning.json({ method: 'PUT', path: '/t' }))).outcomeUnknown).toBe(true)
    expect(server.seen).toHaveLength(2)
  })

  test('when its method is written in small letters: that is refused', async () => {
    const error = await failureOf(createHttp().json({ ...post, method: 'post' as HttpMethod }))
    expect(error).toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('option "method" is invalid. Write one of "GET"'),
    })
  })

  test('when it timed out and the server answers late with a redirect', async () => {
    const answers: (() => void)[] = []
    let asked = 0
    const http = createHttp({
      timeoutMs: 20,
      transport: () => {
        asked++
        return new Promise((resolve) => {
          answers.push(() =>
            resolve({ status: 307, headers: new Headers({ location: '/again' }), body: null }),
          )
        })
      },
    })
    await failureOf(http.json(post))
    answers[0]?.()
    await new Promise(setImmediate)
    expect(asked).toBe(1)
  })
})

test.each([401, 403, 404, 409, 413])(
  'a %i after a cut attempt leaves the outcome in doubt',
  async (status) => {
    await using server = await scriptedServer((response, _, number) =>
      number === 1 ? response.socket?.resetAndDestroy() : json(response, {}, status),
    )
    const http = createHttp({ baseUrl: server.url, ...fast, idempotencyKeys: true })
    expect(await failureOf(http.json(post))).toMatchObject({ status, attempts: 2, outcomeUnknown: true })
  },
)

describe('an error that many calls share', () => {
  test('is given to each of them as it is', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 401))
    const shared = new ServerError('The token endpoint is down', { code: 'X', remedy: 'Wait.' })
    const http = createHttp({
      baseUrl: server.url,
      authenticator: {
        authenticate: () => ({ authorization: 'Bearer t' }),
        refresh: () => Promise.reject(shared),
      },
    })
    const errors = await Promise.all(Array.from({ length: 20 }, () => failureOf(http.json(post))))
    expect(new Set(errors)).toEqual(new Set([shared]))
    expect(shared).toMatchObject({ remedy: 'Wait.', outcomeUnknown: false })
    expect(shared.idempotencyKey).toBeUndefined()
  })

  test('may be frozen', async () => {
    const frozen = Object.freeze(
      new ServerError('no', { code: 'X', remedy: 'Wait.', status: 503, retryable: true }),
    )
    const http = createHttp({ ...fast, middleware: [() => Promise.reject(frozen)] })
    expect(await failureOf(http.json(post))).toBe(frozen)
  })

  test('is tried again only if it says so', async () => {
    for (const [retryable, expected] of [
      [true, 3],
      [false, 1],
    ] as const) {
      let attempts = 0
      const http = createHttp({
        ...fast,
        middleware: [
          () => {
            attempts++
            return Promise.reject(
              new ServerError('no', { code: 'X', remedy: 'Wait.', status: 503, retryable }),
            )
          },
        ],
      })
      await failureOf(http.json({ method: 'GET', path: '/t' }))
      expect(attempts).toBe(expected)
    }
  })
})

describe('an answer of success that tells of a failure', () => {
  test.each([
    ['a list', '{"success":false,"message":"Database is down"}'],
    [
      'a list with a code',
      '{"success": false, "data": null, "error_code": "DB_CONNECTION_ERROR", "message": "down"}',
    ],
  ])('is an error and no empty list: %s', async (_, text) => {
    await using server = await scriptedServer((response) => response.end(text))
    const error = await failureOf(
      createHttp({ baseUrl: server.url }).nothing({ method: 'DELETE', path: '/t' }),
    )
    expect(error).toMatchObject({ name: 'InvalidResponseError', status: 200 })
    expect(error.message).toMatch(/down/)
  })

  test.each([300, 304, 305])('is an error with status %i', async (status) => {
    await using server = await scriptedServer((response) => response.writeHead(status).end())
    const error = await failureOf(
      createHttp({ baseUrl: server.url }).nothing({ method: 'DELETE', path: '/t' }),
    )
    expect(error).toMatchObject({ status, code: 'INVALID_RESPONSE' })
  })

  test('is an error when it is a page of HTML', async () => {
    await using server = await scriptedServer((response) => response.end('<html>Sign in to the WLAN</html>'))
    const error = await failureOf(
      createHttp({ baseUrl: server.url }).nothing({ method: 'DELETE', path: '/t' }),
    )
    expect(error.code).toBe('INVALID_RESPONSE')
  })

  test('is none where the word stands deeper', async () => {
    await using server = await scriptedServer((response) => response.end('{"job":{"success":false}}'))
    expect(await createHttp({ baseUrl: server.url }).json({ method: 'GET', path: '/t' })).toEqual({
      job: { success: false },
    })
  })
})
