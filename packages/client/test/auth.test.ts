import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type Authenticator,
  apiKey,
  memoryTokenStore,
  passwordLogin,
  type Session,
  type selfSignedJwt,
} from '@veza/auth'
import { oauth } from '@veza/auth/oauth'
import { type Authenticator as ClientAuthenticator, Veza } from '@veza/client'
import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, expectTypeOf, test } from 'vitest'

test('whatever @veza/auth makes is what the client takes', () => {
  expectTypeOf<Authenticator>().toExtend<ClientAuthenticator>()
  expectTypeOf<Session>().toExtend<ClientAuthenticator>()
  expectTypeOf<ReturnType<typeof apiKey>>().toExtend<ClientAuthenticator>()
  expectTypeOf<Authenticator['partition']>().toEqualTypeOf<ClientAuthenticator['partition']>()
  expectTypeOf<ReturnType<typeof selfSignedJwt>>().toExtend<ClientAuthenticator>()
  // And the other way round: who wrote one for the client can use it where @veza/auth wants one.
  expectTypeOf<ClientAuthenticator>().toExtend<Pick<Authenticator, 'authenticate'>>()
})

test('an API key works at the sandbox, and one that is replaced while calls are under way too', async () => {
  await using running = await serveSandbox({})
  const auth = apiKey(running.apiKey)
  const veza = new Veza({ auth, baseUrl: running.baseUrl })
  expect((await veza.users.get(1)).id).toBe(1)
  const { apiKey: next } = await veza.apiKeys.create({ name: 'next', permissions: ['read:users'] })
  const calls = Array.from({ length: 10 }, () => veza.users.get(1))
  auth.replace(next.reveal())
  for (const user of await Promise.all(calls)) expect(user.id).toBe(1)
  await expect(veza.apiKeys.list().toArray({ limit: 1 })).rejects.toMatchObject({ name: 'PermissionError' })
})

/** Answers as a test says, and remembers what it was sent. */
async function listen(
  answer: (url: string) => { status: number; headers?: Record<string, string>; body?: object },
) {
  const seen: { url: string; headers: IncomingHttpHeaders }[] = []
  const server = createServer((request, response) => {
    request.resume()
    const url = request.url ?? ''
    seen.push({ url, headers: request.headers })
    const { status, headers = {}, body = {} } = answer(url)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    seen,
    url: `http://127.0.0.1:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

describe('attack 4: a redirect at the API', () => {
  test.each([301, 302, 303, 307, 308])('%d never takes a credential to another origin', async (status) => {
    await using elsewhere = await listen(() => ({ status: 200 }))
    const targets = [
      `${elsewhere.url}/v1/users/1`,
      `http://localhost:${elsewhere.port}/`,
      `//127.0.0.1:${elsewhere.port}/`,
      `http://user:pass@127.0.0.1:${elsewhere.port}/`,
    ]
    for (const location of targets) {
      await using api = await listen(() => ({ status, headers: { location } }))
      const veza = new Veza({ auth: apiKey('veza_test_canary'), baseUrl: api.url, allowKeyMismatch: true })
      await expect(veza.users.get(1)).rejects.toMatchObject({ code: 'REDIRECT_REFUSED' })
    }
    expect(elsewhere.seen).toEqual([])
  })
})

test('attack 22: a 401 costs one refresh and one more attempt, and then it is an error', async () => {
  let logins = 0
  await using api = await listen((url) =>
    url.startsWith('/auth/')
      ? { status: 200, body: { access_token: `t${++logins}`, refresh_token: 'r', expires_in: 600 } }
      : { status: 401, body: { code: 401, message: 'no' } },
  )
  let now = Date.now()
  const clock = { now: () => now, sleep: () => new Promise<void>(() => undefined) }
  const auth = passwordLogin({ user: 'a', password: 'b', baseUrl: api.url, clock })
  await auth.accessToken()
  now += 5000
  const veza = new Veza({ auth, baseUrl: api.url })
  await expect(veza.users.get(1)).rejects.toMatchObject({ name: 'AuthenticationError', status: 401 })
  expect(api.seen.map(({ url, headers }) => `${url} ${headers.authorization}`)).toEqual([
    '/auth/login undefined',
    '/users/1 Bearer t1',
    '/auth/refresh undefined',
    '/users/1 Bearer t2',
  ])
})

test('a session that is lost says so through the client, and is not tried again', async () => {
  await using api = await listen(() => ({ status: 200 }))
  const store = memoryTokenStore()
  const auth = oauth({ clientId: 'a', issuer: api.url, store }).session()
  const veza = new Veza({ auth, baseUrl: api.url })
  await expect(veza.users.get(1)).rejects.toMatchObject({ code: 'AUTH_SIGN_IN_REQUIRED', attempts: 1 })
  expect(api.seen).toEqual([])
})
