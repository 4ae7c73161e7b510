import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { createHttp } from '@veza/http'
import { ConnectionError, TimeoutError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/thing' } as const
const post = { method: 'POST', path: '/thing', body: {} } as const

async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}

describe('a failure of the platform', () => {
  const shapes: [string, number, string, object][] = [
    [
      'the guide’s',
      404,
      '{"code":404,"message":"Resource not found","details":"user 7"}',
      { code: 'NOT_FOUND', message: 'Resource not found', details: 'user 7' },
    ],
    [
      'a machine code',
      409,
      '{"success":false,"message":"Taken","error_code":"USERNAME_TAKEN"}',
      { name: 'ConflictError', code: 'USERNAME_TAKEN', remedy: 'Choose another name.' },
    ],
    [
      'a nested one',
      422,
      '{"error":{"code":"WEAK_PASSWORD","message":"Weak","request_id":"r3"}}',
      { name: 'InvalidRequestError', code: 'WEAK_PASSWORD', requestId: 'r3' },
    ],
    [
      'a list of fields',
      422,
      '{"success":false,"error_code":"VALIDATION_ERROR","errors":[{"field":"email","code":"X","message":"bad"}]}',
      {
        message: 'The server answered 422: email (X)',
        details: [{ field: 'email', code: 'X', message: 'bad' }],
      },
    ],
    [
      'a list of fields with a message',
      422,
      '{"message":"The request is invalid.","errors":[{"field":"email","code":"VALIDATION_INVALID_EMAIL"},{"field":"roles.0"},{"field":"no such\\nfield"},{"field":"x","code":"no code"}]}',
      {
        message: 'The request is invalid: email (VALIDATION_INVALID_EMAIL), roles.0, x',
        details: [
          { field: 'email', code: 'VALIDATION_INVALID_EMAIL', message: 'invalid' },
          { field: 'roles.0', message: 'invalid' },
          { field: 'no such\nfield', message: 'invalid' },
          { field: 'x', message: 'invalid' },
        ],
      },
    ],
    [
      'a long list of fields',
      422,
      JSON.stringify({
        message: 'm'.repeat(600),
        errors: Array.from({ length: 9 }, (_, index) => ({ field: `f${index}` })),
      }),
      { message: `${'m'.repeat(500)}: f0, f1, f2, f3, f4 and 4 more` },
    ],
    [
      'the guide’s, with a machine code',
      404,
      '{"code":404,"message":"Resource not found","details":"USER_NOT_FOUND"}',
      { name: 'NotFoundError', code: 'USER_NOT_FOUND', remedy: expect.stringContaining('Check the id;') },
    ],
    [
      'the guide’s, with a word that is no code of the platform',
      404,
      '{"code":404,"message":"Resource not found","details":"INVALID_OPTION"}',
      { code: 'NOT_FOUND', details: 'INVALID_OPTION' },
    ],
    ['plain text', 404, '404 page not found', { code: 'NOT_FOUND', message: '404 page not found' }],
    [
      'a proxy’s page',
      502,
      '<html>Bad gateway</html>',
      { name: 'ServerError', code: 'HTTP_502', message: 'The server answered 502' },
    ],
    [
      'nothing',
      418,
      '',
      { name: 'InvalidRequestError', code: 'HTTP_418', message: 'The server answered 418' },
    ],
    ['a code that is a text', 400, '{"code":"no such thing!","message":"?"}', { code: 'HTTP_400' }],
    ['an unknown code', 400, '{"code":"BRAND_NEW_CODE","message":"?"}', { code: 'BRAND_NEW_CODE' }],
    [
      'a wait in the body',
      429,
      '{"error":"slow down","retry_after_seconds":7200}',
      { name: 'RateLimitError', retryAfterMs: 7_200_000, message: 'slow down' },
    ],
    [
      'a hopeless 429',
      429,
      '{"error":{"code":"TRACK_QUOTA_EXCEEDED","message":"Full"}}',
      { code: 'TRACK_QUOTA_EXCEEDED', retryable: false, attempts: 1 },
    ],
  ]
  test.each(shapes)('in %s shape is read', async (_, status, text, expected) => {
    await using server = await scriptedServer((response) => response.writeHead(status).end(text))
    const error = await failureOf(createHttp({ baseUrl: server.url, retry: { baseDelayMs: 0 } }).json(get))
    expect(error).toMatchObject({ status, ...expected })
    expect(error.remedy).not.toBe('')
  })

  test('of 500 after a POST leaves the outcome unknown; a 400 does not', async () => {
    await using server = await scriptedServer((response, _, number) =>
      json(response, {}, number === 1 ? 500 : 400),
    )
    const http = createHttp({ baseUrl: server.url })
    expect((await failureOf(http.json(post))).outcomeUnknown).toBe(true)
    expect((await failureOf(http.json(post))).outcomeUnknown).toBe(false)
  })

  test('that follows an attempt which was cut stays in doubt', async () => {
    await using server = await scriptedServer((response, _, number) =>
      number === 1 ? response.socket?.resetAndDestroy() : json(response, {}, 429),
    )
    const http = createHttp({
      baseUrl: server.url,
      idempotencyKeys: true,
      retry: { maxAttempts: 2, baseDelayMs: 0 },
    })
    expect(await failureOf(http.json(post))).toMatchObject({ status: 429, attempts: 2, outcomeUnknown: true })
  })

  test('that answers the same key with a refusal settles the doubt', async () => {
    await using server = await scriptedServer((response, _, number) =>
      number === 1 ? response.socket?.resetAndDestroy() : json(response, {}, 422),
    )
    const http = createHttp({ baseUrl: server.url, idempotencyKeys: true, retry: { baseDelayMs: 0 } })
    expect(await failureOf(http.json(post))).toMatchObject({
      status: 422,
      attempts: 2,
      outcomeUnknown: false,
    })
  })
})

describe('a connection', () => {
  test('that is refused is tried again, also for a POST: nothing can have been done', async () => {
    const http = createHttp({ baseUrl: await closedPort(), retry: { baseDelayMs: 0 } })
    for (const spec of [get, post]) {
      const error = await failureOf(http.json(spec))
      expect(error).toBeInstanceOf(ConnectionError)
      expect(error).toMatchObject({
        code: 'CONNECTION_FAILED',
        attempts: 3,
        outcomeUnknown: false,
        retryable: true,
        operation: `${spec.method} /thing`,
      })
      expect(error.message).toMatch(/^No connection to 127\.0\.0\.1:\d+$/)
    }
  })

  test('to a name that does not exist says so in its cause', async () => {
    const http = createHttp({ baseUrl: 'https://no-such-host.invalid', retry: false })
    const error = await failureOf(http.json(get))
    expect(error.code).toBe('CONNECTION_FAILED')
    expect(JSON.stringify(error.toJSON())).toContain('ENOTFOUND')
  })

  test('that is reset under a POST is not tried again, and the outcome is unknown', async () => {
    await using server = await scriptedServer((response) => response.socket?.resetAndDestroy())
    const error = await failureOf(createHttp({ baseUrl: server.url }).json(post))
    expect(error).toMatchObject({ code: 'CONNECTION_RESET', attempts: 1, outcomeUnknown: true })
    expect(server.seen).toHaveLength(1)
  })

  test('whose certificate is not trusted is not tried again, and says what to do', async () => {
    let attempts = 0
    const cause = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    const transport = () => {
      attempts++
      return Promise.reject(Object.assign(new TypeError('fetch failed'), { cause }))
    }
    const error = await failureOf(createHttp({ transport }).json(post))
    expect(error).toMatchObject({ code: 'TLS_FAILED', retryable: false, outcomeUnknown: false })
    expect(error.message).toBe('The certificate of api.veza.app is not trusted')
    expect(attempts).toBe(1)
  })

  test.each([
    'EPROTO',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_PACKET_LENGTH_TOO_LONG',
    'ERR_SSL_NO_CIPHERS',
  ])('that finds no TLS (%s) says so, and nothing of a certificate', async (code) => {
    const cause = Object.assign(new Error('SSL routines'), { code })
    const http = createHttp({ transport: () => Promise.reject(cause) })
    const error = await failureOf(http.json(post))
    expect(error).toMatchObject({ code: 'TLS_FAILED', retryable: false, attempts: 1, outcomeUnknown: false })
    expect(error.message).toBe('No TLS with api.veza.app: it speaks plain HTTP, or another version of TLS')
    expect(error.remedy).toMatch(/Write http:\/\/ in baseUrl.*or correct the port/)
  })

  test.each(['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING'])(
    'whose TLS breaks later (%s) leaves the outcome of a POST unknown',
    async (code) => {
      const http = createHttp({ transport: () => Promise.reject(Object.assign(new Error('x'), { code })) })
      expect(await failureOf(http.json(post))).toMatchObject({
        code: 'CONNECTION_RESET',
        outcomeUnknown: true,
      })
    },
  )

  test.each([
    ['tcp connect error: Connection refused (os error 111)', 'CONNECTION_FAILED', true, /^No connection to/],
    ['dns error: failed to lookup address information', 'CONNECTION_FAILED', true, /^No connection to/],
    ['invalid peer certificate: UnknownIssuer', 'TLS_FAILED', false, /^The certificate of/],
    ['received corrupt message of type InvalidContentType', 'TLS_FAILED', false, /^No TLS with/],
  ])('that Deno could not make is known by its words: %s', async (words, code, retryable, message) => {
    const cause = new Error(
      `error sending request for url (https://api.test/): client error (Connect): ${words}`,
    )
    const transport = () => Promise.reject(new TypeError('fetch failed', { cause }))
    const error = await failureOf(createHttp({ transport, retry: false }).json(post))
    expect(error).toMatchObject({ code, retryable, outcomeUnknown: false })
    expect(error.message).toMatch(message)
  })

  test('that fails with an error of another realm is read all the same', async () => {
    const { runInNewContext } = await import('node:vm')
    const foreign: unknown = runInNewContext(
      "Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) })",
    )
    const http = createHttp({ transport: () => Promise.reject(foreign), retry: false })
    expect(await failureOf(http.json(post))).toMatchObject({
      code: 'CONNECTION_FAILED',
      outcomeUnknown: false,
    })
  })

  test('that fails in a fetch of the caller’s own is a ConnectionError too', async () => {
    const http = createHttp({ fetch: () => Promise.reject('a text'), retry: false })
    expect(await failureOf(http.json(get))).toMatchObject({ code: 'CONNECTION_RESET' })
  })
})

test('a server that is wholly down gets at most 1.2 requests for each call once the retry bucket is empty', async () => {
  await using server = await scriptedServer((response) => json(response, {}, 503))
  const http = createHttp({ baseUrl: server.url, retry: { baseDelayMs: 0 } })
  const calls = (count: number) => Promise.all(Array.from({ length: count }, () => http.json(get).safe()))
  await calls(60)
  const before = server.seen.length
  await calls(500)
  expect((server.seen.length - before) / 500).toBeLessThanOrEqual(1.2)
  expect(before).toBeGreaterThan(100)
})

test('a timeout is no failure of the connection', async () => {
  await using server = await scriptedServer(() => undefined)
  const error = await failureOf(createHttp({ baseUrl: server.url, timeoutMs: 20 }).json(get))
  expect(error).toBeInstanceOf(TimeoutError)
  expect(error).not.toBeInstanceOf(ConnectionError)
})
