import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { createHttp, type HttpOptions } from '@veza/http'
import { userModel } from '@veza/protocol'
import { isVezaError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { type Answer, json, scriptedServer } from './scripted-server.ts'

const canaries = {
  token: 'canary-token-41',
  header: 'canary-header-42',
  cookie: 'canary-cookie-43',
  query: 'canary-query-44',
  body: 'canary-body-45',
}

const forms = Object.values(canaries).flatMap((text) => [
  text,
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
  Buffer.from(text).toString('hex'),
])

/** Everything a program might print of a value. */
function printed(value: unknown, depth = 0): string[] {
  const texts = [
    String(value),
    inspect(value),
    inspect(value, { showHidden: true, depth: null, getters: false }),
    JSON.stringify(value) ?? '',
    JSON.stringify({ ...(value as object) }),
  ]
  if (value instanceof Error) {
    texts.push(value.stack ?? '', value.message, JSON.stringify(Object.getOwnPropertyDescriptors(value)))
    if (value.cause !== undefined && depth < 6) texts.push(...printed(value.cause, depth + 1))
  }
  return texts
}

function expectNone(texts: readonly string[]): void {
  for (const text of texts) {
    for (const canary of forms) if (text.includes(canary)) expect.fail(`${canary} in: ${text.slice(0, 400)}`)
  }
}

const failures: [string, Answer, HttpOptions?][] = [
  ['401', (response) => json(response, { code: 401, message: 'Invalid or expired token' }, 401)],
  [
    '422',
    (response, { body }) => json(response, { message: 'no', details: [{ field: 'a', message: body }] }, 422),
  ],
  [
    '400 that repeats all it was sent',
    (response, { body, headers, url }) =>
      json(response, { message: `No: ${JSON.stringify(headers)} ${url} ${body}` }, 400),
  ],
  ['500 with HTML', (response, { body }) => response.writeHead(500).end(`<p>${body}</p>`)],
  ['200 that quotes the request and is not JSON', (response, { body }) => response.end(`oops ${body}`)],
  ['200 cut short', (response, { body }) => response.end(`{"a":"${body.slice(0, 40)}`)],
  [
    '200 of the wrong shape',
    (response, { body }) => json(response, { id: body, email: 1 }),
    { validation: 'strict' },
  ],
  ['a reset', (response) => response.socket?.resetAndDestroy()],
  [
    'a reset in mid-body',
    (response, { body }) => response.writeHead(200).write(body, () => response.destroy()),
  ],
  ['silence', () => undefined, { timeoutMs: 50 }],
  ['a redirect elsewhere', (response) => response.writeHead(307, { location: 'https://evil.test/' }).end()],
  ['an answer that is too large', (response) => response.end('x'.repeat(100)), { maxResponseBytes: 10 }],
  [
    'a fetch that throws what it was given',
    () => undefined,
    {
      fetch: (input) => {
        const request = new Request(input)
        const error = new TypeError(`Failed to parse URL from "${request.url}"`)
        return Promise.reject(Object.assign(error, { request, config: { headers: [...request.headers] } }))
      },
    },
  ],
  [
    'a header that the runtime refuses and quotes',
    () => undefined,
    {
      fetch: () =>
        Promise.reject(new TypeError(`Headers.append: "Bearer ${canaries.token}" is an invalid value`)),
    },
  ],
]

describe('no secret is printed after', () => {
  test.each(failures)('%s', async (_, answer, options) => {
    await using server = await scriptedServer(answer)
    const logged: string[] = []
    const log = (...parts: unknown[]) =>
      void logged.push(...parts.map((part) => inspect(part, { depth: null })))
    const http = createHttp({
      baseUrl: server.url,
      retry: { baseDelayMs: 0 },
      headers: { 'x-api-key': canaries.header, cookie: canaries.cookie },
      authenticator: { authenticate: () => ({ authorization: `Bearer ${canaries.token}` }) },
      logger: { debug: log, info: log, warn: log, error: log },
      ...options,
    })
    const call = http.one(userModel, {
      method: 'POST',
      path: '/users',
      query: { secret: canaries.query },
      body: { password: canaries.body },
    })
    const error: unknown = await call.catch((thrown: unknown) => thrown)
    expect(isVezaError(error)).toBe(true)
    expectNone([...printed(error), ...printed(http), ...printed(call), ...logged])
  })
})

test('no secret is in what Node prints of an unhandled rejection', () => {
  const program = fileURLToPath(new URL('unhandled-rejection.ts', import.meta.url))
  const { stderr, stdout, status } = spawnSync(process.execPath, ['--conditions=@veza/source', program], {
    encoding: 'utf8',
    env: { ...process.env, CANARIES: JSON.stringify(canaries) },
  })
  expect(status).toBe(1)
  expect(stderr).toContain('ConnectionError')
  expectNone([stderr, stdout])
})

test('the canary search finds what it should', () => {
  expect(() => expectNone(printed(new Error('x', { cause: new Error(canaries.body) })))).toThrow(
    /canary-body/,
  )
  expect(() => expectNone([Buffer.from(canaries.token).toString('hex')])).toThrow()
})
