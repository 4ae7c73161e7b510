import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ask, sandboxWith } from './ask.ts'
import { get } from './upload.ts'

describe('the answer to a GET', () => {
  const cached = [
    '/users',
    '/users/1',
    '/chat/rooms',
    '/chat/rooms/1/messages',
    '/streams/1',
    '/analytics/reports',
    '/notifications',
    '/notifications/preferences',
    '/files/1',
    '/files/1/content',
  ]
  test.each(cached)('%s has a strong validator, and is not sent again to who has it', async (path) => {
    const sandbox = sandboxWith({ maxAgeMs: 90_500 })
    const first = await get(sandbox, path)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[0-9a-f]+"$/)
    expect(first.headers.get('cache-control')).toBe('private, max-age=90')
    expect(first.headers.get('vary')).toBe('authorization')
    await first.body?.cancel()
    for (const known of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      const again = await get(sandbox, path, { 'if-none-match': known })
      expect([again.status, await again.text()]).toEqual([304, ''])
      expect(Object.fromEntries(again.headers)).toMatchObject({
        etag,
        vary: 'authorization',
        'cache-control': 'private, max-age=90',
        'x-ratelimit-limit': '10000',
        'x-request-id': expect.stringMatching(/^req_/),
      })
      expect(again.headers.get('content-type')).toBeNull()
    }
    const other = await get(sandbox, path, { 'if-none-match': '"other"' })
    expect(other.status).toBe(200)
    await other.body?.cancel()
  })

  test.each(['/analytics/metrics', '/auth/api-keys', '/notifications/unread-count'])(
    '%s must not be kept',
    async (path) => {
      const { headers } = await get(sandboxWith({ maxAgeMs: 60_000 }), path)
      expect(headers.get('cache-control')).toBe('no-store')
    },
  )

  test('has to be asked for again each time, unless the sandbox is told otherwise', async () => {
    expect((await get(sandboxWith(), '/users/1')).headers.get('cache-control')).toBe('private, max-age=0')
  })

  test('has another validator after a change, and the old one again with the old state', async () => {
    const sandbox = sandboxWith({ now: () => 0 })
    const tag = async () => (await ask(sandbox, 'GET /v1/users/3')).headers.get('etag') ?? ''
    const before = await tag()
    await ask(sandbox, 'PUT /v1/users/3', { first_name: 'Changed' })
    const after = await tag()
    expect(after).not.toBe(before)
    expect((await get(sandbox, '/users/3', { 'if-none-match': before })).status).toBe(200)
    await ask(sandbox, 'PUT /v1/users/3', { first_name: 'Changed' })
    expect(await tag()).toBe(after)
  })

  test('of a content has its checksum for a validator', async () => {
    const response = await get(sandboxWith(), '/files/1/content')
    const content = Buffer.from(await response.arrayBuffer())
    expect(response.headers.get('etag')).toBe(`"${createHash('sha256').update(content).digest('hex')}"`)
  })
})

test('a refusal and a write say nothing of caches', async () => {
  const sandbox = sandboxWith({ maxAgeMs: 60_000 })
  const answers = [
    await ask(sandbox, 'GET /v1/users/999', undefined, { 'if-none-match': '*' }),
    await ask(sandbox, 'GET /v1/users?page=x', undefined, { 'if-none-match': '*' }),
    await ask(sandbox, 'PUT /v1/users/1', { first_name: 'A' }, { 'if-none-match': '*' }),
    await ask(sandbox, 'POST /v1/streams', { title: 'T' }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([404, 422, 200, 201])
  for (const { headers } of answers) {
    expect([headers.get('etag'), headers.get('cache-control')]).toEqual([null, null])
  }
})

test('a fault can set how long an answer holds', async () => {
  const sandbox = sandboxWith()
  const fault = { kind: 'headers', headers: { 'cache-control': 'private, max-age=5', age: '3' } } as const
  sandbox.faults.add({ path: '/users/{id}', times: 1, fault })
  const { headers } = await ask(sandbox, 'GET /v1/users/1')
  expect([headers.get('cache-control'), headers.get('age')]).toEqual(['private, max-age=5', '3'])
  expect((await ask(sandbox, 'GET /v1/users/1')).headers.get('cache-control')).toBe('private, max-age=0')
})
