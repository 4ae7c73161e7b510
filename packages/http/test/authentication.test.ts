import { type Authenticator, createHttp } from '@veza/http'
import { AuthenticationError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/thing' } as const

function tokens(refreshed: boolean): Authenticator & { refreshes: string[] } {
  const refreshes: string[] = []
  return {
    refreshes,
    authenticate: () => Promise.resolve({ authorization: `Bearer ${refreshes.length}` }),
    refresh(rejected) {
      refreshes.push(rejected['authorization'] ?? '')
      return Promise.resolve(refreshed)
    },
  }
}

describe('a rejected credential', () => {
  test('is refreshed once, and the request sent once more', async () => {
    await using server = await scriptedServer((response, { headers }) =>
      json(response, {}, headers.authorization === 'Bearer 1' ? 200 : 401),
    )
    const authenticator = tokens(true)
    await createHttp({ baseUrl: server.url, authenticator }).json(get)
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer 0', 'Bearer 1'])
    expect(authenticator.refreshes).toEqual(['Bearer 0'])
  })

  test('is refreshed in the knowledge of what the answer says', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 401, { 'dpop-nonce': 'n-1' }))
    const told: unknown[] = []
    const authenticator: Authenticator = {
      authenticate: () => ({}),
      refresh(_, signal, { status, headers }) {
        told.push(signal.aborted, status, headers.get('DPoP-Nonce'))
        return Promise.resolve(false)
      },
    }
    await failureOf(createHttp({ baseUrl: server.url, authenticator }).json(get))
    expect(told).toEqual([false, 401, 'n-1'])
  })

  test('that is rejected for ever is refreshed once all the same', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 401))
    const authenticator = tokens(true)
    const error = await failureOf(createHttp({ baseUrl: server.url, authenticator }).json(get))
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(server.seen).toHaveLength(2)
    expect(authenticator.refreshes).toHaveLength(1)
  })

  test('that cannot be refreshed is reported after one request', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 401))
    const error = await failureOf(createHttp({ baseUrl: server.url, authenticator: tokens(false) }).json(get))
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(server.seen).toHaveLength(1)
  })

  test('is refreshed once for a call, not once for each of its attempts', async () => {
    await using server = await scriptedServer((response, _, number) =>
      json(response, {}, number === 2 ? 503 : 401, { 'retry-after-ms': '1' }),
    )
    const authenticator = tokens(true)
    const error = await failureOf(createHttp({ baseUrl: server.url, authenticator }).json(get))
    expect(error).toMatchObject({ status: 401, attempts: 2 })
    expect(server.seen).toHaveLength(3)
    expect(authenticator.refreshes).toHaveLength(1)
  })

  test('of a POST is replayed under the same idempotency key and body', async () => {
    await using server = await scriptedServer((response, _, number) =>
      json(response, {}, number === 1 ? 401 : 200),
    )
    const http = createHttp({ baseUrl: server.url, authenticator: tokens(true) })
    await http.json({ method: 'POST', path: '/thing', body: { a: 1 } })
    const [first, second] = server.seen
    expect(second?.body).toBe(first?.body)
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key'])
  })
})

test('an authenticator signs what is sent', async () => {
  await using server = await scriptedServer((response) => json(response, {}))
  const signed: unknown[] = []
  const http = createHttp({
    baseUrl: server.url,
    authenticator: {
      authenticate({ method, url, body }) {
        signed.push({ method, url, body })
        return {}
      },
    },
  })
  await http.json({ method: 'POST', path: '/thing', query: { a: 1 }, body: { b: 2 } })
  expect(signed).toEqual([{ method: 'POST', url: `${server.url}/thing?a=1`, body: '{"b":2}' }])
})
