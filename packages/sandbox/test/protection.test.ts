import type { SandboxOptions } from '@veza/sandbox'
import { describe, expect, test } from 'vitest'
import { ask, items, sandboxWith } from './ask.ts'

const message = { room_id: 1, content: 'once' }

describe('an API key', () => {
  const routes: [string, string, object?][] = [
    ['read:users', 'GET /v1/users'],
    ['read:users', 'GET /v1/users/1'],
    ['write:users', 'POST /v1/users', { email: 'a@b.c', username: 'u' }],
    ['write:users', 'PUT /v1/users/1', {}],
    ['write:users', 'DELETE /v1/users/1'],
    ['read:messages', 'GET /v1/chat/rooms'],
    ['read:messages', 'GET /v1/chat/rooms/1/messages'],
    ['read:messages', 'GET /v1/chat/messages?room_id=1'],
    ['write:messages', 'POST /v1/chat/messages', message],
    ['write:messages', 'PUT /v1/chat/messages/1', { content: 'x' }],
    ['write:messages', 'DELETE /v1/chat/messages/1'],
    ['read:streams', 'GET /v1/streams'],
    ['read:streams', 'GET /v1/streams/1'],
    ['write:streams', 'POST /v1/streams', { title: 'T' }],
    ['write:streams', 'PUT /v1/streams/1', {}],
    ['write:streams', 'DELETE /v1/streams/1'],
    ['read:analytics', 'GET /v1/analytics/metrics'],
    ['read:analytics', 'GET /v1/analytics/reports'],
    ['read:notifications', 'GET /v1/notifications'],
    ['read:notifications', 'GET /v1/notifications/unread-count'],
    ['read:notifications', 'GET /v1/notifications/preferences'],
    ['write:notifications', 'POST /v1/notifications', { user_id: 1, title: 'T', message: 'M' }],
    ['write:notifications', 'PUT /v1/notifications/preferences', {}],
    ['write:notifications', 'PUT /v1/notifications/1/read'],
    ['read:webhooks', 'GET /v1/webhooks'],
    ['read:files', 'GET /v1/files'],
    ['read:files', 'GET /v1/files/1'],
    ['write:files', 'DELETE /v1/files/1'],
    ['manage:keys', 'GET /v1/auth/api-keys'],
    ['manage:keys', 'DELETE /v1/auth/api-keys/1'],
    ['manage:keys', 'POST /v1/auth/api-keys/1/rotate'],
  ]
  test.each(routes)('needs %s for %s, and nothing else', async (permission, line, body) => {
    const sandbox = sandboxWith()
    const all = (await ask(sandbox, 'GET /v1/auth/api-keys')).body['data'] as { permissions: string[] }[]
    const others = all[0]?.permissions.filter((name) => name !== permission) ?? []
    const withKey = async (permissions: readonly string[]) => {
      const key = await ask(sandbox, 'POST /v1/auth/api-keys', { name: 'k', permissions })
      return (await ask(sandbox, line, body, { authorization: `Bearer ${String(key.body['api_key'])}` }))
        .status
    }
    expect(others).toHaveLength(13)
    expect(await withKey(others)).toBe(403)
    expect(await withKey([permission])).toBeLessThan(300)
  })

  const none = 'Bearer realm="veza", DPoP algs="ES256 EdDSA RS256 PS256"'
  const unknown = /^Bearer realm="veza", error="invalid_token", error_description="[^"]+"$/
  test.each([
    [undefined, none],
    ['Bearer', none],
    ['Bearer veza_test_unknown', expect.stringMatching(unknown)],
    ['Basic abc', none],
    ['veza_test_x', none],
  ])('sent as %j is not known', async (authorization, challenge) => {
    const sandbox = sandboxWith()
    const headers = new Headers(authorization === undefined ? {} : { authorization })
    const response = await sandbox.fetch(new Request('http://sandbox/v1/users', { headers }))
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toEqual(challenge)
    expect(await response.json()).toEqual({ code: 401, message: 'Invalid or expired token' })
  })

  test('is shown once, stops when it expires, is rotated or revoked, and hands on no more than it has', async () => {
    let now = Date.UTC(2026, 0, 1)
    const sandbox = sandboxWith({ now: () => now })
    const expires_at = new Date(now + 60_000).toISOString()
    const permissions = ['manage:keys', 'read:users']
    const issued = await ask(sandbox, 'POST /v1/auth/api-keys', { name: 'n', permissions, expires_at })
    expect(issued.status).toBe(201)
    expect(issued.body).toMatchObject({
      name: 'n',
      permissions,
      expires_at,
      created_at: new Date(now).toISOString(),
    })
    const use = async (key: unknown) =>
      (await ask(sandbox, 'GET /v1/users', undefined, { authorization: `Bearer ${String(key)}` })).status
    const bearer = { authorization: `Bearer ${String(issued.body['api_key'])}` }
    expect(await use(issued.body['api_key'])).toBe(200)
    const more = { name: 'm', permissions: ['write:users'] }
    expect((await ask(sandbox, 'POST /v1/auth/api-keys', more, bearer)).status).toBe(403)
    const list = await ask(sandbox, 'GET /v1/auth/api-keys')
    expect(JSON.stringify(list.body)).not.toContain(String(issued.body['api_key']))
    expect(items(list)[1]).toMatchObject({ name: 'n', prefix: String(issued.body['api_key']).slice(0, 14) })
    expect(items(list)[1]?.['last_used_at']).not.toBeNull()
    const rotated = await ask(sandbox, `POST /v1/auth/api-keys/${String(issued.body['id'])}/rotate`)
    expect(await use(issued.body['api_key'])).toBe(401)
    expect(await use(rotated.body['api_key'])).toBe(200)
    now += 60_000
    expect(await use(rotated.body['api_key'])).toBe(401)
    expect((await ask(sandbox, `DELETE /v1/auth/api-keys/${String(rotated.body['id'])}`)).status).toBe(204)
    expect((await ask(sandbox, `DELETE /v1/auth/api-keys/${String(rotated.body['id'])}`)).status).toBe(404)
    const past = { name: 'p', permissions, expires_at: new Date(0).toISOString() }
    expect((await ask(sandbox, 'POST /v1/auth/api-keys', past)).status).toBe(422)
  })
})

test('a rate limit counts down, refuses, and begins anew', async () => {
  let now = Date.UTC(2026, 0, 1)
  const sandbox = sandboxWith({ now: () => now, rateLimit: { limit: 2, windowMs: 10_000 } })
  const left = async () => {
    const { status, headers } = await ask(sandbox, 'GET /v1/users/1')
    return [status, headers.get('x-ratelimit-remaining'), headers.get('retry-after')]
  }
  expect(await left()).toEqual([200, '1', null])
  expect(await left()).toEqual([200, '0', null])
  now += 4_000
  const refused = await ask(sandbox, 'GET /v1/users/1')
  expect(refused.body).toEqual({ code: 429, message: 'Rate limit exceeded' })
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'retry-after': '6',
    'x-ratelimit-limit': '2',
    'x-ratelimit-reset': String(Date.UTC(2026, 0, 1) / 1000 + 10),
  })
  now += 6_000
  expect(await left()).toEqual([200, '1', null])
})

test('without a rate limit nothing is counted', async () => {
  const { headers } = await ask(sandboxWith({ rateLimit: false }), 'GET /v1/users/1')
  expect(headers.get('x-ratelimit-limit')).toBeNull()
})

describe('an idempotency key', () => {
  const send = (sandbox: ReturnType<typeof sandboxWith>, key: string, body: object = message, extra = {}) =>
    ask(sandbox, 'POST /v1/chat/messages', body, { 'idempotency-key': key, ...extra })

  test('is honoured, and the server says so', async () => {
    const sandbox = sandboxWith()
    const first = await send(sandbox, 'k1')
    const again = await send(sandbox, 'k1')
    expect(first.headers.get('idempotency-key-support')).toBe('true')
    expect(again.body).toEqual(first.body)
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    expect(sandbox.messageContents().filter((text) => text === 'once')).toHaveLength(1)
    expect((await send(sandbox, 'k2')).body['id']).not.toBe(first.body['id'])
  })

  test('does the work once for 50 requests at the same time', async () => {
    const sandbox = sandboxWith()
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(sandbox, 'k1')))
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1)
    expect(sandbox.messageContents().filter((text) => text === 'once')).toHaveLength(1)
  })

  test('of another body is refused, of another API key is another', async () => {
    const sandbox = sandboxWith()
    await send(sandbox, 'k1')
    expect((await send(sandbox, 'k1', { ...message, content: 'twice' })).status).toBe(422)
    const key = await ask(sandbox, 'POST /v1/auth/api-keys', { name: 'k', permissions: ['write:messages'] })
    const other = { authorization: `Bearer ${String(key.body['api_key'])}` }
    expect((await send(sandbox, 'k1', message, other)).headers.get('idempotency-replayed')).toBeNull()
  })

  test('gives a refusal again, too', async () => {
    const sandbox = sandboxWith()
    const wrong = { room_id: 99, content: 'x' }
    await send(sandbox, 'k1', wrong)
    const again = await send(sandbox, 'k1', wrong)
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([404, 'true'])
  })

  test('is forgotten after a day', async () => {
    let now = 0
    const sandbox = sandboxWith({ now: () => now })
    await send(sandbox, 'k1')
    now += 24 * 3_600_000
    expect((await send(sandbox, 'k1')).headers.get('idempotency-replayed')).toBeNull()
  })

  test('is ignored where support is off', async () => {
    const sandbox = sandboxWith({ idempotencyKeys: false })
    const first = await send(sandbox, 'k1')
    expect(first.headers.get('idempotency-key-support')).toBeNull()
    expect((await send(sandbox, 'k1')).body['id']).not.toBe(first.body['id'])
  })
})

test.each<[object, RegExp]>([
  [{ seed: 1.5 }, /a whole number/],
  [{ now: 5 }, /a function/],
  [{ idempotencyKeys: 'yes' }, /true or false/],
  [{ rateLimit: 5 }, /\{ limit, windowMs \}/],
  [{ rateLimit: { limit: 0, windowMs: 1 } }, /1 or more/],
  [{ maxBodyBytes: 0 }, /bytes/],
  [{ maxFileBytes: 0 }, /bytes/],
  [{ maxAgeMs: -1 }, /milliseconds/],
  [{ contentStore: {} }, /memoryContentStore/],
  [{ contentStore: null }, /memoryContentStore/],
  [{ streamUrlSeparator: '' }, /without digits/],
  [{ streamUrlSeparator: 'a1' }, /without digits/],
  [{ clockOffsetMs: '1' }, /milliseconds/],
  [{ clockOffsetMs: 1e15 }, /a year/],
  [{ tokens: { rotation: 'wild' } }, /rotation, graceMs/],
  [{ tokens: { life: 1 } }, /rotation, graceMs/],
  [{ tokens: { graceMs: -1 } }, /rotation/],
  [{ tokens: { accessTokenLifeMs: 10 } }, /1,000 or more/],
  [{ tokens: { dpopNonce: 1 } }, /dpopNonce/],
  [{ tokens: null }, /rotation/],
  [{ signingKeys: {} }, /a list of/],
  [{ signingKeys: [{ issuer: 'a', key: { kty: 'oct' } }] }, /a public one/],
  [{ sede: 1 }, /The options are: seed/],
])('the option %j is refused', (options, remedy) => {
  expect(() => sandboxWith(options as SandboxOptions)).toThrow(remedy)
})
