import { getEventListeners } from 'node:events'
import { AbortError, NotFoundError, PermissionError, Veza, type VezaOptions } from '@veza/client'
import { type Fault, manualClock, type PlatformOptions, type VezaPlatform } from '@veza/testing'
import { beforeEach, describe, expect, test, vi } from 'vitest'

/**
 * What holds however a platform is reached.
 *
 * @param start - makes a platform that the code under test can reach, until the next is made.
 */
export function platformSuite(start: (options?: PlatformOptions) => VezaPlatform): void {
  let platform: VezaPlatform

  function client(options: VezaOptions = {}, of = platform): Veza {
    return new Veza({ ...of.options, random: () => 0.5, ...options })
  }

  /** What one call comes to while a fault is on. */
  async function outcome(fault: Fault, options: VezaOptions = {}): Promise<string> {
    platform.faults.add({ fault })
    const timeoutMs = fault.kind === 'stall' ? 250 : 20_000
    const result = await client({ retry: false, timeoutMs, ...options })
      .users.get(1)
      .safe()
    return result.ok ? 'fine' : result.error.code
  }

  function lines(of = platform): string[] {
    return of.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)
  }

  beforeEach(() => {
    platform = start({ seed: 7 })
  })

  describe('the platform', () => {
    test('answers typed calls, and keeps what they change', async () => {
      const veza = client({ validation: 'strict' })
      const message = await veza.chat.messages.send({ roomId: 1, content: 'Hello' })
      const [newest] = await veza.chat.messages.list({ roomId: 1 }).toArray({ limit: 1 })
      expect(newest).toEqual(message)
      await veza.chat.messages.delete(message.id)
      expect((await veza.users.list({ limit: 50 }).toArray()).length).toBeGreaterThan(100)
      await expect(veza.users.get(999_999)).rejects.toBeInstanceOf(NotFoundError)
    })

    test('grants a key no more than it was issued with', async () => {
      const key = await client().apiKeys.create({ name: 'Reader', permissions: ['read:users'] })
      const reader = client({ apiKey: key.apiKey.reveal() })
      expect((await reader.users.get(1)).id).toBe(1)
      await expect(reader.streams.get(1)).rejects.toBeInstanceOf(PermissionError)
    })

    test('begins again at a reset: with its first data, without faults and records, with the same key', async () => {
      const { apiKey, sandbox } = platform
      const veza = client({ retry: false })
      const before = await veza.users.get(1)
      await veza.users.update(1, { username: 'changed' })
      platform.faults.add({ fault: { kind: 'status', status: 503 } })
      platform.reset()
      expect(platform.requests).toEqual([])
      expect(await veza.users.get(1)).toEqual(before)
      expect(platform.apiKey).toBe(apiKey)
      expect(platform.sandbox).not.toBe(sandbox)
      platform.faults.add({ fault: { kind: 'status', status: 503 } })
      platform.faults.clear()
      expect((await veza.users.get(1)).id).toBe(1)
    })
  })

  describe('an option of the platform:', () => {
    test('seed decides what it begins with', async () => {
      const first = async (seed: number) => {
        const other = start({ seed })
        return [other.apiKey, (await client({}, other).users.get(1)).username]
      }
      const seven = await first(7)
      expect(seven[0]).toBe(platform.apiKey)
      expect(await first(8)).not.toEqual(seven)
      expect(await first(7)).toEqual(seven)
    })

    test.each(['http://localhost:3000/api/v2', 'https://api.veza.app/', 'https://chat.example.test/a/b/'])(
      'baseUrl %s is where it is',
      async (baseUrl) => {
        const other = start({ baseUrl })
        const veza = client({ allowKeyMismatch: true }, other)
        await veza.users.update(1, { firstName: 'Ada' })
        expect((await veza.users.get(1)).firstName).toBe('Ada')
        expect(lines(other)).toEqual(['PUT /users/1 200', 'GET /users/1 200'])
        expect(other.baseUrl).toBe(baseUrl.replace(/\/$/, ''))
      },
    )

    test('rateLimit is how many requests it takes', async () => {
      const other = start({ baseUrl: 'https://limited.test/v1', rateLimit: { limit: 1, windowMs: 60_000 } })
      const veza = client({ retry: false }, other)
      await veza.users.get(1)
      await expect(veza.users.get(1)).rejects.toMatchObject({ status: 429, retryAfterMs: 60_000 })
    })

    test('maxBodyBytes is how much it takes', async () => {
      const other = start({ baseUrl: 'https://small.test/v1', maxBodyBytes: 30 })
      await expect(
        client({}, other).chat.messages.send({ roomId: 1, content: 'Hello' }),
      ).rejects.toMatchObject({
        code: 'FILE_SIZE_EXCEEDED',
      })
    })

    test('maxFileBytes is how large a file it takes', async () => {
      const upload = async (options?: PlatformOptions) => {
        const { fetch, baseUrl, apiKey } = start(options)
        const body = new FormData()
        body.set('file', new Blob(['twenty bytes of text']), 'a.txt')
        const headers = { authorization: `Bearer ${apiKey}` }
        return (await fetch(`${baseUrl}/files`, { method: 'POST', headers, body })).status
      }
      expect(await upload({ maxFileBytes: 20 })).toBe(201)
      expect(await upload({ maxFileBytes: 19 })).toBe(413)
    })

    test('maxAgeMs is how long its answers stay fresh', async () => {
      const other = start({ maxAgeMs: 5000 })
      const { response } = await client({}, other).users.get(1).withResponse()
      expect(response.headers.get('cache-control')).toContain('max-age=5')
    })

    test('idempotencyKeys decides whether a POST is repeated', async () => {
      const attempts = async (idempotencyKeys: boolean) => {
        const other = start({ baseUrl: `https://${idempotencyKeys}.test/v1`, idempotencyKeys })
        const veza = client({ retry: { baseDelayMs: 1 } }, other)
        await veza.users.get(1)
        other.faults.add({ method: 'POST', times: 1, fault: { kind: 'reset', at: 'after' } })
        const result = await veza.chat.messages.send({ roomId: 1, content: 'once' }).safe()
        expect(other.sandbox.messageContents().filter((content) => content === 'once')).toHaveLength(1)
        return [result.ok, other.requests.length]
      }
      expect(await attempts(true)).toEqual([true, 3])
      expect(await attempts(false)).toEqual([false, 2])
    })

    test('clock is the time of the platform and of its clients', async () => {
      const clock = manualClock({ now: new Date('2031-05-01T12:00:00Z') })
      const other = start({ baseUrl: 'https://clock.test/v1', clock })
      const message = await client({}, other).chat.messages.send({ roomId: 1, content: 'now' })
      expect(message.createdAt).toEqual(new Date('2031-05-01T12:00:00Z'))
      expect(other.options.clock).toBe(clock)
      expect(platform.options).not.toHaveProperty('clock')
    })
  })

  describe('a fault', () => {
    test.each<[Fault, string]>([
      [{ kind: 'status', status: 503 }, 'HTTP_503'],
      [
        { kind: 'status', status: 404, body: { code: 404, message: 'Gone', details: 'USER_NOT_FOUND' } },
        'USER_NOT_FOUND',
      ],
      [{ kind: 'reset', at: 'before' }, 'CONNECTION_RESET'],
      [{ kind: 'reset', at: 'after' }, 'CONNECTION_RESET'],
      [{ kind: 'reset', at: 'body' }, 'CONNECTION_RESET'],
      [{ kind: 'stall', at: 'headers' }, 'TIMEOUT'],
      [{ kind: 'stall', at: 'body' }, 'TIMEOUT'],
      [{ kind: 'truncate' }, 'INVALID_RESPONSE'],
      [{ kind: 'gzip-bomb', bytes: 1_000_000 }, 'RESPONSE_TOO_LARGE'],
      [{ kind: 'redirect', status: 307, location: 'https://elsewhere.test/' }, 'REDIRECT_REFUSED'],
      [{ kind: 'latency', ms: 5 }, 'fine'],
    ])('%j is met as %s', async (fault, code) => {
      expect(await outcome(fault, { maxResponseBytes: 100_000 })).toBe(code)
    })

    test('after the work leaves the work done, before it undone', async () => {
      const send = () => client({ retry: false }).chat.messages.send({ roomId: 1, content: 'faulty' }).safe()
      const done = () => platform.sandbox.messageContents().filter((content) => content === 'faulty').length
      platform.faults.add({ times: 1, fault: { kind: 'reset', at: 'before' } })
      expect([(await send()).ok, done()]).toEqual([false, 0])
      platform.faults.add({ times: 1, fault: { kind: 'reset', at: 'after' } })
      expect([(await send()).ok, done()]).toEqual([false, 1])
    })

    test('is survived without any waiting on a clock that moves by itself', async () => {
      const clock = manualClock({ autoAdvance: true })
      const headers = { 'retry-after': '20' }
      platform.faults.add({ times: 1, fault: { kind: 'status', status: 429, headers } })
      platform.faults.add({ times: 1, fault: { kind: 'reset', at: 'before' } })
      const startedAt = performance.now()
      const { response } = await client({ clock, random: () => 0.5 })
        .users.get(1)
        .withResponse()
      expect(performance.now() - startedAt).toBeLessThan(5000)
      expect(response.attempts).toBe(3)
      expect(clock.slept).toEqual([21_000, 1000])
      expect(lines()).toEqual(['GET /users/1 429', 'GET /users/1 undefined', 'GET /users/1 200'])
    })

    test('is waited for on a clock that stands still', async () => {
      const clock = manualClock()
      platform.faults.add({ times: 1, fault: { kind: 'status', status: 503 } })
      const call = client({ clock }).users.get(1)
      await clock.sleeping()
      expect(lines()).toEqual(['GET /users/1 503'])
      await clock.advance(500)
      expect((await call).id).toBe(1)
      expect(lines()).toEqual(['GET /users/1 503', 'GET /users/1 200'])
    })

    test('that is none is refused, with a sentence that says what to write', () => {
      const add = () => platform.faults.add({ fault: { kind: 'statsu', status: 503 } as never })
      expect(add).toThrow(expect.objectContaining({ name: 'InvalidRequestError', code: 'INVALID_ARGUMENT' }))
      expect(add).toThrow("{ fault: { kind: 'status', status: 503 } }")
      expect(() => platform.faults.add({ path: 'users', fault: { kind: 'truncate' } })).toThrow(
        'leading slash',
      )
    })
  })

  describe('a call that is aborted', () => {
    test.each<[Fault, string]>([
      [{ kind: 'stall', at: 'headers' }, 'GET /users/1 undefined'],
      [{ kind: 'stall', at: 'body' }, 'GET /users/1 200'],
      [{ kind: 'latency', ms: 60_000 }, 'GET /users/1 undefined'],
    ])('during %j ends at once, and leaves no listener', async (fault, line) => {
      const controller = new AbortController()
      platform.faults.add({ fault })
      const call = client().users.get(1, { signal: controller.signal })
      await vi.waitUntil(() => lines().includes(line), { timeout: 20_000, interval: 5 })
      controller.abort()
      await expect(call).rejects.toBeInstanceOf(AbortError)
      expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
      expect(lines()).toEqual([line])
    })
  })

  describe('the record of what was sent', () => {
    test('has every attempt of a call, with the same idempotency key', async () => {
      platform.faults.add({ method: 'POST', times: 1, fault: { kind: 'status', status: 429 } })
      const veza = client({ clock: manualClock({ autoAdvance: true }) })
      await veza.chat.messages.send({ roomId: 1, content: 'Hello', metadata: { tag: 1 } })
      const [first, second] = platform.requests
      expect(first).toEqual({
        method: 'POST',
        path: '/chat/messages',
        query: {},
        headers: expect.objectContaining({
          'content-type': 'application/json',
          'idempotency-key': expect.stringMatching(/^[\w-]{36}$/),
        }),
        body: { room_id: 1, content: 'Hello', message_type: 'text', metadata: { tag: 1 }, reply_to_id: null },
        status: 429,
      })
      expect(second).toEqual({ ...first, status: 201 })
      expect(platform.requests).toHaveLength(2)
    })

    test('has the query by wire names', async () => {
      await client().streams.list({ status: 'live', limit: 5 }).first()
      expect(platform.requests).toMatchObject([
        {
          method: 'GET',
          path: '/streams',
          query: { status: 'live', limit: '5', page: '1' },
          body: undefined,
        },
      ])
      await client().request({ method: 'GET', path: '/users', query: { role: ['admin', 'user'] } })
      expect(platform.requests.at(-1)?.query).toEqual({ role: 'admin,user' })
    })

    test('holds no credential, wherever it was', async () => {
      const veza = client({ headers: { 'x-tenant': 'canary-1', cookie: 'canary-2' } })
      await veza.users.create({ email: 'ada@example.com', username: 'ada', password: 'canary-3' })
      const query = { token: 'canary-4', page_token: 'p2' }
      await veza.request({ method: 'GET', path: '/users', query })
      await veza
        .request({
          method: 'POST',
          path: '/login',
          body: { deep: [{ client_secret: 'canary-5' }], apiKey: null },
        })
        .safe()
      const printed = JSON.stringify(platform.requests)
      expect(printed).not.toContain('canary')
      expect(printed).not.toContain(platform.apiKey)
      expect(platform.requests[0]).toMatchObject({
        headers: { authorization: '[redacted]', 'x-tenant': '[redacted]', cookie: '[redacted]' },
        body: { username: 'ada', password: '[redacted]' },
      })
      expect(platform.requests[1]?.query).toEqual({ token: '[redacted]', page_token: 'p2' })
      expect(platform.requests[2]?.body).toEqual({ deep: [{ client_secret: '[redacted]' }], apiKey: null })
    })

    test('shows the headers it was told to', async () => {
      const other = start({ baseUrl: 'https://shown.test/v1', showHeaders: ['X-Tenant'] })
      await client({ headers: { 'x-tenant': 'seven', 'x-other': 'eight' } }, other).users.get(1)
      expect(other.requests[0]?.headers).toMatchObject({ 'x-tenant': 'seven', 'x-other': '[redacted]' })
    })

    test('has text as it is, and nothing of a body of another kind', async () => {
      const send = (type: string, body: BodyInit) =>
        platform.fetch(`${platform.baseUrl}/files`, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        })
      await send('text/plain', 'plain')
      await send('application/json', '{ no json')
      await send('application/merge-patch+json; charset=utf-8', '{"a":1}')
      await send('application/octet-stream', new Uint8Array([1, 2, 3]))
      expect(platform.requests.map(({ body }) => body)).toEqual(['plain', '{ no json', { a: 1 }, undefined])
    })

    test('is a copy that later requests do not change', async () => {
      const before = platform.requests
      await client().users.get(1)
      expect(before).toEqual([])
      expect(platform.requests).toHaveLength(1)
    })
  })
}
