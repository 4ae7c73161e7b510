import { type CacheEntry, type CacheStore, createHttp, type HttpOptions } from '@veza/http'
import { userModel } from '@veza/protocol'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { type Answer, json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/users/1' } as const
const put = { method: 'PUT', path: '/users/1', body: {} } as const

/** A server whose answer counts, and says how long it is fresh; and a client with a cache and a clock to turn. */
async function setup(headers: Readonly<Record<string, string>>, options: HttpOptions = {}, answer?: Answer) {
  const server = await scriptedServer(
    answer ??
      ((response, { headers: sent }, number) => {
        if (headers['etag'] !== undefined && sent['if-none-match'] === headers['etag'])
          response.writeHead(304, headers).end()
        else json(response, { number }, 200, headers)
      }),
  )
  const time = { now: Date.now() }
  const clock = { now: () => time.now, sleep: () => Promise.resolve() }
  const http = createHttp({ baseUrl: server.url, cache: true, clock, totalTimeoutMs: 1e9, ...options })
  return { server, time, http, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

describe('a cached GET', () => {
  test('is asked once while it is fresh, and says that it was kept', async () => {
    await using one = await setup({ 'cache-control': 'private, max-age=60' })
    expect(await one.http.json(get)).toEqual({ number: 1 })
    one.time.now += 59_000
    const { data, response } = await one.http.json(get).withResponse()
    expect(data).toEqual({ number: 1 })
    expect(response).toMatchObject({ status: 200, attempts: 0 })
    one.time.now += 2000
    expect(await one.http.json(get)).toEqual({ number: 2 })
  })

  test('that is stale is asked about, and used again where it still holds', async () => {
    await using one = await setup({ 'cache-control': 'max-age=1', etag: '"a"' })
    await one.http.json(get)
    one.time.now += 5000
    const { data, response } = await one.http.json(get).withResponse()
    expect(data).toEqual({ number: 1 })
    expect(response).toMatchObject({ status: 200, attempts: 1 })
    expect(one.server.seen[1]?.headers['if-none-match']).toBe('"a"')
    await one.http.json(get)
    expect(one.server.seen).toHaveLength(2)
  })

  test.each([
    ['no-store', { 'cache-control': 'no-store', etag: '"a"' }],
    ['no word of caching', {}],
  ])('is asked every time where the server says %s', async (_, headers) => {
    await using one = await setup(headers)
    await one.http.json(get)
    await one.http.json(get)
    expect(one.server.seen).toHaveLength(2)
    expect(one.server.seen[1]?.headers['if-none-match']).toBeUndefined()
  })

  test('is asked about every time where the server says no-cache', async () => {
    await using one = await setup({ 'cache-control': 'no-cache', etag: '"a"' })
    await one.http.json(get)
    expect(await one.http.json(get)).toEqual({ number: 1 })
    expect(one.server.seen).toHaveLength(2)
  })

  test('is not kept where it failed', async () => {
    await using one = await setup({}, { retry: false }, (response, _, number) =>
      json(response, {}, number === 1 ? 404 : 200, { 'cache-control': 'max-age=60' }),
    )
    expect(await failureOf(one.http.json(get))).toMatchObject({ status: 404 })
    expect(await one.http.json(get)).toEqual({})
  })

  test('gives each caller an object of its own', async () => {
    const user = { id: 1, email: 'a@b.c', username: 'a', roles: [], created_at: '2024-01-01T00:00:00Z' }
    await using one = await setup({}, {}, (response) =>
      json(response, user, 200, { 'cache-control': 'max-age=60' }),
    )
    const first = await one.http.one(userModel, get)
    Object.assign(first, { username: 'changed' })
    expect((await one.http.one(userModel, get)).username).toBe('a')
    expect(one.server.seen).toHaveLength(1)
  })

  test('with another query, header or path is another', async () => {
    await using one = await setup({ 'cache-control': 'max-age=60' })
    await one.http.json(get)
    await one.http.json({ ...get, query: { a: 1 } })
    await one.http.json(get, { headers: { 'accept-language': 'fr' } })
    await one.http.json({ ...get, path: '/users/2' })
    expect(one.server.seen).toHaveLength(4)
  })
})

describe('the cache', () => {
  test('is off unless the client or the call wants it', async () => {
    await using one = await setup({ 'cache-control': 'max-age=60' }, { cache: false })
    await one.http.json(get)
    await one.http.json(get)
    expect(one.server.seen).toHaveLength(2)
    await one.http.json(get, { cache: true })
    await one.http.json(get, { cache: true })
    expect(one.server.seen).toHaveLength(3)
  })

  test('is passed by where the call says so, and filled anew by reload', async () => {
    await using one = await setup({ 'cache-control': 'max-age=60' })
    await one.http.json(get)
    expect(await one.http.json(get, { cache: false })).toEqual({ number: 2 })
    expect(await one.http.json(get, { cache: 'reload' })).toEqual({ number: 3 })
    expect(await one.http.json(get)).toEqual({ number: 3 })
  })

  test('lets identical GETs share one request, also its retries', async () => {
    await using one = await setup({}, {}, (response, _, number) =>
      json(response, { number }, number === 1 ? 503 : 200, { 'retry-after-ms': '1' }),
    )
    const calls = Array.from({ length: 20 }, () => one.http.json(get))
    expect(await Promise.all(calls)).toEqual(calls.map(() => ({ number: 2 })))
    expect(one.server.seen).toHaveLength(2)
  })

  test('lets one who gives up leave alone', async () => {
    await using one = await setup({ 'cache-control': 'max-age=60' })
    const controller = new AbortController()
    const [left, stays] = [one.http.json(get, { signal: controller.signal }), one.http.json(get)]
    controller.abort()
    expect(await failureOf(left)).toMatchObject({ code: 'ABORTED' })
    expect(await stays).toEqual({ number: 1 })
    expect(one.server.seen).toHaveLength(1)
  })

  test('forgets what a write changed, and its lists, and nothing else', async () => {
    await using one = await setup({ 'cache-control': 'max-age=60' })
    const list = { method: 'GET', path: '/users' } as const
    const other = { method: 'GET', path: '/streams/1' } as const
    for (const spec of [get, list, other, put, get, list, other]) await one.http.json(spec)
    expect(one.server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /users/1',
      'GET /users',
      'GET /streams/1',
      'PUT /users/1',
      'GET /users/1',
      'GET /users',
    ])
  })

  test('forgets it also where the write failed: it may have been carried out', async () => {
    await using one = await setup({}, { retry: false }, (response, { method }) =>
      json(response, {}, method === 'PUT' ? 500 : 200, { 'cache-control': 'max-age=60' }),
    )
    await one.http.json(get)
    await failureOf(one.http.json(put))
    await one.http.json(get)
    expect(one.server.seen).toHaveLength(3)
  })

  test('does not keep what was asked before a write and came after it', async () => {
    const held = Promise.withResolvers<void>()
    await using one = await setup({}, {}, (response, { method }, number) => {
      const answer = () => json(response, { number }, 200, { 'cache-control': 'max-age=60' })
      if (number === 1 && method === 'GET') void held.promise.then(answer)
      else answer()
    })
    const early = one.http.json(get)
    while (one.server.seen.length === 0) await new Promise(setImmediate)
    await one.http.json(put)
    const after = one.http.json(get)
    expect(await after).toEqual({ number: 3 })
    held.resolve()
    expect(await early).toEqual({ number: 1 })
    expect(await one.http.json(get)).toEqual({ number: 3 })
  })

  test('never gives one tenant what another got, in a store that both share', async () => {
    const store = mapStore()
    await using server = await scriptedServer((response, { headers }) =>
      json(response, { whose: headers['authorization'] }, 200, { 'cache-control': 'private, max-age=60' }),
    )
    const clientOf = (token: string) =>
      createHttp({
        baseUrl: server.url,
        cache: { store },
        authenticator: { authenticate: () => ({ authorization: `Bearer ${token}` }) },
      })
    for (const token of ['canary-one', 'canary-two', 'canary-one']) {
      expect(await clientOf(token).json(get)).toEqual({ whose: `Bearer ${token}` })
    }
    expect(server.seen).toHaveLength(2)
    const written = JSON.stringify([...store.groups].map(([group, entries]) => [group, [...entries]]))
    expect(written.replaceAll('{\\"whose\\":\\"Bearer canary', '')).not.toContain('canary')
  })

  test('asks an authenticator that signs each request whose credential it is', async () => {
    let nonce = 0
    const authenticator = {
      authenticate: () => ({ authorization: `Signature ${nonce++}` }),
      partition: () => Promise.resolve('account-1'),
    }
    await using one = await setup({ 'cache-control': 'max-age=60' }, { authenticator })
    await one.http.json(get)
    await one.http.json(get)
    expect(one.server.seen).toHaveLength(1)
  })

  test('whose store fails makes no call fail', async () => {
    const broken = () => Promise.reject(new Error('redis is gone'))
    const warnings: string[] = []
    const logger = {
      debug: () => undefined,
      info: () => undefined,
      warn: (fields: object) => void warnings.push(JSON.stringify(fields)),
      error: () => undefined,
    }
    const store = { get: broken, set: broken, clear: broken }
    await using one = await setup({ 'cache-control': 'max-age=60' }, { cache: { store }, logger })
    expect(await one.http.json(get)).toEqual({ number: 1 })
    await one.http.json(put)
    expect(warnings).toEqual(
      ['get', 'set', 'clear', 'clear'].map((operation) => JSON.stringify({ operation, error: 'Error' })),
    )
  })

  test('keeps no more bytes than it may', async () => {
    await using one = await setup({ 'cache-control': 'max-age=60' }, { cache: { maxBytes: 500 } })
    await one.http.json(get)
    await one.http.json(get)
    expect(one.server.seen).toHaveLength(2)
  })

  test('tells who asks with a condition of their own that nothing has changed', async () => {
    await using one = await setup({ etag: '"a"' }, { cache: false })
    const call = one.http.json(get, { headers: { 'if-none-match': '"a"' } })
    expect((await call.withResponse()).response.status).toBe(304)
    expect(await call).toBeUndefined()
  })
})

function mapStore(): CacheStore & { readonly groups: Map<string, Map<string, CacheEntry>> } {
  const groups = new Map<string, Map<string, CacheEntry>>()
  return {
    groups,
    get: (group, key) => groups.get(group)?.get(key),
    set: (group, key, entry) => void groups.set(group, (groups.get(group) ?? new Map()).set(key, entry)),
    clear: (group) => void groups.delete(group),
  }
}
