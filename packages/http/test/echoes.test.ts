import { inspect } from 'node:util'
import { createHttp, type HttpOptions } from '@veza/http'
import { describe, expect, test } from 'vitest'
import { withoutEchoes } from '../src/errors/without-echoes.ts'
import { failureOf } from './failure-of.ts'
import { type Answer, scriptedServer } from './scripted-server.ts'

const token = `${'canary'.repeat(80)}/+="'`
const body = { text: 'can"ary\nbody', card: 4_111_111_111_111_111, long: 'canary-long'.repeat(30) }
const query = { q: 'canary query/44' }

/** Every way the secrets may be written. */
const written = ['canary', 'CANARY', 'can"ary', 'can\\"ary', '4111111111111111', 'user:pass-word']

const say =
  (
    text: (seen: Parameters<Answer>[1]) => string,
    status = 401,
    headers: Record<string, string> = {},
  ): Answer =>
  (response, seen) =>
    response.writeHead(status, headers).end(text(seen))

const answers: [string, Answer][] = [
  ['a plain text longer than a message', say(({ headers }) => `invalid token: ${headers.authorization}`)],
  ['the code', say(({ headers }) => JSON.stringify({ code: headers['x-short'], message: 'no' }))],
  [
    'the request id',
    (response, { headers }) =>
      response.writeHead(200, { 'x-request-id': headers['x-short'] as string }).end('{}'),
  ],
  [
    'the request id of a failure',
    say(({ headers }) => JSON.stringify({ request_id: headers['x-short'], message: 'no' })),
  ],
  ['the URL as it was sent', say(({ url }) => JSON.stringify({ message: `no ${url}` }))],
  ['the body as it was sent', say(({ body: raw }) => JSON.stringify({ message: `no ${raw.slice(1, -1)}` }))],
  ['a number of the body', say(() => JSON.stringify({ message: `card ${body.card}` }))],
  [
    'the token in capitals',
    say(({ headers }) => JSON.stringify({ message: headers.authorization?.toUpperCase() })),
  ],
  ['a Basic credential, decoded', say(() => JSON.stringify({ message: 'no user:pass-word' }))],
  [
    'a field of the details',
    say(({ body: raw }) => JSON.stringify({ message: 'no', errors: [{ field: 'a', message: raw }] }), 422),
  ],
  [
    'the name and the code of a field',
    say(
      ({ headers }) =>
        JSON.stringify({
          message: 'no',
          errors: [
            { field: headers['x-short'], code: headers['x-short'] },
            { field: 'a', code: headers['x-short'] },
          ],
        }),
      422,
    ),
  ],
  [
    'the content type',
    (response) => response.writeHead(200, { 'content-type': `canary/${'canary'.repeat(3)}` }).end('<p>'),
  ],
  [
    'a redirect',
    (response) => response.writeHead(307, { location: `https://${'canary'.repeat(5)}.evil.test` }).end(),
  ],
]

describe('what was sent is cut out of', () => {
  test.each(answers)('%s', async (_, answer) => {
    await using server = await scriptedServer(answer)
    const logged: unknown[] = []
    const log = (...parts: unknown[]) => void logged.push(...parts)
    const options: HttpOptions = {
      baseUrl: server.url,
      headers: {
        'x-short': 'canary-short-1',
        'x-basic': `Basic ${btoa('user:pass-word')}`,
        'x-long': 'canary'.repeat(5),
      },
      authenticator: { authenticate: () => ({ Authorization: `Bearer ${token}` }) },
      logger: { debug: log, info: log, warn: log, error: log },
    }
    const call = createHttp(options).json({ method: 'POST', path: '/t', query, body })
    const outcome: unknown = await call.withResponse().then(
      ({ response }) => ({ ...response, headers: undefined, url: undefined }),
      (error: unknown) => error,
    )
    const texts = [
      inspect(outcome, { showHidden: true, getters: true, depth: null }),
      JSON.stringify(outcome),
      inspect(logged),
    ]
    for (const text of texts) for (const secret of written) expect(text).not.toContain(secret)
  })
})

test('a fetch that throws what it was given, in message, name and code, gives nothing away', async () => {
  const http = createHttp({
    headers: { 'x-api-key': 'canary-key-123' },
    retry: false,
    fetch: () => {
      const error = new Error('sent canary-key-123 without quotes')
      return Promise.reject(Object.assign(error, { name: 'canary-key-123', code: 'canary-key-123' }))
    },
  })
  const error = await failureOf(http.json({ method: 'GET', path: '/t' }))
  expect(inspect(error, { showHidden: true, depth: null })).not.toContain('canary')
  expect(error.cause).toBeInstanceOf(Error)
})

test('a credential goes to no other origin, wherever a middleware sends its request', async () => {
  await using elsewhere = await scriptedServer((response) => response.end('{}'))
  const http = createHttp({
    baseUrl: 'https://api.example.test',
    authenticator: { authenticate: () => ({ authorization: 'Bearer canary' }) },
    middleware: [(request, next) => next({ ...request, url: `${elsewhere.url}/x` })],
  })
  expect(await failureOf(http.json({ method: 'GET', path: '/t' }))).toMatchObject({
    code: 'INVALID_ARGUMENT',
  })
  expect(elsewhere.seen).toHaveLength(0)
})

test('a hostile text costs little', () => {
  const many = JSON.stringify(Array.from({ length: 10_000 }, (_, index) => `value number ${index}`))
  const startedAt = performance.now()
  const clean = withoutEchoes('x'.repeat(8_000_000), { url: 'https://a.test/', headers: {}, body: many })
  expect(clean.length).toBeLessThan(20_000)
  expect(performance.now() - startedAt).toBeLessThan(1000)
})

test('a token that a refused refresh leaves in place is cut out too', async () => {
  await using server = await scriptedServer(
    say(({ headers }) => JSON.stringify({ message: `no ${headers.authorization}` })),
  )
  const authenticator = {
    authenticate: () => ({ authorization: 'Bearer canary-token' }),
    refresh: () => Promise.resolve(false),
  }
  const error = await failureOf(
    createHttp({ baseUrl: server.url, authenticator }).json({ method: 'GET', path: '/t' }),
  )
  expect(error.message).toBe('no …')
})

test('short and ordinary words stay', () => {
  const sent = {
    url: 'https://a.test/users?page=2',
    headers: { accept: 'application/json' },
    body: '{"type":"text"}',
  }
  expect(withoutEchoes('send application/json, type text, page 2', sent)).toBe(
    'send application/json, type text, page 2',
  )
})
