import { describe, expect, test, vi } from 'vitest'
import { json, type Seen, scriptedServer } from '../../http/test/scripted-server.ts'
import { passwordLogin } from '../src/index.ts'
import { request } from './support/session-rig.ts'

const { signal } = request

/** A deployed server, as its answers look. */
async function platform(envelope: (tokens: object) => object) {
  let issued = 0
  let refreshable = true
  const answer = (response: import('node:http').ServerResponse, { url, body }: Seen) => {
    const fields = JSON.parse(body) as Record<string, string>
    if (url === '/v1/auth/login' && fields['password'] !== 'right')
      return json(response, { message: 'no' }, 401)
    if (url === '/v1/auth/refresh' && !refreshable) return json(response, { message: 'no' }, 401)
    if (url === '/v1/auth/logout') return response.writeHead(204).end()
    issued++
    return json(
      response,
      envelope({ access_token: `a${issued}`, refresh_token: `r${issued}`, expires_in: 3600 }),
    )
  }
  const server = await scriptedServer((response, seen) => void answer(response, seen))
  return { server, baseUrl: `${server.url}/v1/`, noRefresh: () => (refreshable = false) }
}

describe.each([
  ['plain', (tokens: object) => tokens],
  ['in an envelope', (data: object) => ({ success: true, data })],
  ['in an envelope in an envelope', (tokens: object) => ({ success: true, data: { user: {}, tokens } })],
])('a server whose tokens come %s', (_, envelope) => {
  test('signs in, refreshes, signs in again where that is refused, and signs out', async () => {
    const { server, baseUrl, noRefresh } = await platform(envelope)
    await using _server = server
    let now = Date.now()
    const clock = { now: () => now, sleep: () => new Promise<void>(() => undefined) }
    const session = passwordLogin({ user: 'alice@example.org', password: 'right', baseUrl, clock })
    expect((await session.accessToken()).reveal()).toBe('a1')
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ email: 'alice@example.org', password: 'right' })
    now += 5000
    expect(await session.refresh(await session.authenticate(request), signal)).toBe(true)
    expect((await session.accessToken()).reveal()).toBe('a2')
    noRefresh()
    now += 4_000_000
    expect((await session.accessToken()).reveal()).toBe('a3')
    await session.signOut()
    expect(server.seen.map(({ url }) => url.slice('/v1/auth/'.length))).toEqual([
      'login',
      'refresh',
      'refresh',
      'login',
      'logout',
    ])
    expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer a3')
  })
})

test('a wrong password says so, is not printed, and is not tried again and again', async () => {
  const { server, baseUrl } = await platform((tokens) => tokens)
  await using _server = server
  const session = passwordLogin({ user: 'alice', password: 'canary', baseUrl })
  for (let times = 0; times < 5; times++) {
    const error: unknown = await session.accessToken().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'AUTH_INVALID_CREDENTIALS' })
    expect(JSON.stringify(error)).not.toContain('canary')
  }
  expect(server.seen).toHaveLength(1)
})

test.each([
  [429, { 'retry-after': '7' }, { code: 'RATE_LIMIT_EXCEEDED', retryAfterMs: expect.any(Number) }],
  [500, {}, { code: 'INTERNAL_SERVER_ERROR', outcomeUnknown: true }],
  [503, { 'retry-after': '100' }, { code: 'INTERNAL_SERVER_ERROR', outcomeUnknown: false }],
  [422, {}, { code: 'AUTH_SERVER_REFUSED' }],
] as const)('a server that answers %d is told from the others', async (status, headers, expected) => {
  await using server = await scriptedServer((response) => json(response, {}, status, headers))
  const session = passwordLogin({ user: 'a', password: 'b', baseUrl: server.url, timeoutMs: 500 })
  await expect(session.accessToken()).rejects.toMatchObject(expected)
})

test.each(['[]', 'null', '"a"', '{"data":null}', '{"access_token":1}', '{"a":1,"a":2}', 'no json', ''])(
  'the answer %j is no answer',
  async (body) => {
    await using server = await scriptedServer((response) => response.end(body))
    const session = passwordLogin({ user: 'a', password: 'b', baseUrl: server.url })
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'INVALID_RESPONSE' })
  },
)

test('credentials come from the environment, and must come from somewhere', async () => {
  const { server, baseUrl } = await platform((tokens) => tokens)
  await using _server = server
  vi.stubEnv('VEZA_USERNAME', 'alice')
  vi.stubEnv('VEZA_PASSWORD', 'right')
  vi.stubEnv('VEZA_BASE_URL', baseUrl)
  expect((await passwordLogin().accessToken()).reveal()).toBe('a1')
  vi.unstubAllEnvs()
  expect(() => passwordLogin({ baseUrl })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
})
