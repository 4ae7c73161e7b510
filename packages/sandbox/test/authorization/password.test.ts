import { passwordLogin } from '@veza/auth'
import { createSandbox, type Sandbox } from '@veza/sandbox'
import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { apiOf } from './clients.ts'

async function post(sandbox: Sandbox, path: string, body: object, token?: string) {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
  const request = new Request(`http://sandbox/v1${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  const answer = await sandbox.fetch(request)
  const text = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, string>,
  }
}

async function meStatus(sandbox: Sandbox, token = ''): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await sandbox.fetch(new Request('http://sandbox/v1/auth/me', { headers }))).status
}

test('passwordLogin() signs in, is somebody, refreshes and signs out', async () => {
  await using running = await serveSandbox()
  const session = passwordLogin({
    user: 'margaret_2',
    password: running.sandbox.password,
    baseUrl: running.baseUrl,
  })
  const veza = apiOf(running, session)
  expect((await veza.users.get(2)).username).toBe('margaret_2')
  expect((await veza.chat.messages.send({ roomId: 1, content: 'Hello' })).userId).toBe(2)
  await expect(veza.users.delete(1)).rejects.toMatchObject({ status: 403 })
  const token = (await session.accessToken()).reveal()
  expect(await meStatus(running.sandbox, token)).toBe(200)
  await session.signOut()
  expect(await meStatus(running.sandbox, token)).toBe(401)
})

test('by the email address too, and with a wrong password not at all', async () => {
  await using running = await serveSandbox()
  const { baseUrl } = running
  const email = passwordLogin({ user: 'margaret.2@example.com', password: 'veza-sandbox', baseUrl })
  expect((await apiOf(running, email).users.get(1)).id).toBe(1)
  const wrong = passwordLogin({ user: 'margaret_2', password: 'wrong', baseUrl })
  await expect(wrong.accessToken()).rejects.toMatchObject({ code: 'AUTH_INVALID_CREDENTIALS' })
})

test('an access token ends with its life, and a refresh token gives another', async () => {
  let now = Date.UTC(2026, 0, 1)
  const sandbox = createSandbox({
    now: () => now,
    tokens: { accessTokenLifeMs: 60_000, refreshTokenLifeMs: 90_000 },
  })
  const first = await post(sandbox, '/auth/login', { username: 'ken_1', password: 'veza-sandbox' })
  expect(first.headers.get('cache-control')).toBe('no-store')
  expect(first.body).toMatchObject({ token_type: 'Bearer', expires_in: 60 })
  now += 60_000
  expect(await meStatus(sandbox, first.body['access_token'])).toBe(401)
  const second = await post(sandbox, '/auth/refresh', { refresh_token: first.body['refresh_token'] })
  expect(await meStatus(sandbox, second.body['access_token'])).toBe(200)
  now += 90_000
  expect((await post(sandbox, '/auth/refresh', { refresh_token: second.body['refresh_token'] })).status).toBe(
    401,
  )
})

test('a refresh token that is used twice ends the session', async () => {
  const sandbox = createSandbox()
  const { body: first } = await post(sandbox, '/auth/login', { username: 'ken_1', password: 'veza-sandbox' })
  const use = () => post(sandbox, '/auth/refresh', { refresh_token: first['refresh_token'] })
  const { body: second } = await use()
  expect((await use()).status).toBe(401)
  expect(await meStatus(sandbox, second['access_token'])).toBe(401)
})

describe('nobody can tell', () => {
  const login = (sandbox: Sandbox, username: string, password: string) =>
    post(sandbox, '/auth/login', { username, password })

  test('a wrong name, a wrong password and a locked account apart', async () => {
    let now = Date.UTC(2026, 0, 1)
    const sandbox = createSandbox({ now: () => now })
    const unknown = await login(sandbox, 'nobody', 'veza-sandbox')
    const wrong = await login(sandbox, 'ken_1', 'wrong')
    for (let times = 0; times < 4; times++) await login(sandbox, 'ken_1', 'wrong')
    const locked = await login(sandbox, 'ken_1', 'veza-sandbox')
    for (const answer of [unknown, wrong, locked]) {
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="veza"')
      expect(answer.body).toEqual(unknown.body)
    }
    now += 15 * 60_000
    expect((await login(sandbox, 'ken_1', 'veza-sandbox')).status).toBe(200)
  })

  test('and who signs in in between begins to count anew', async () => {
    const sandbox = createSandbox()
    for (let times = 0; times < 12; times++) {
      const password = times % 4 === 3 ? 'veza-sandbox' : 'wrong'
      expect((await login(sandbox, 'ken_1', password)).status).toBe(password === 'wrong' ? 401 : 200)
    }
  })
})

describe('somebody who registers', () => {
  const body = { email: 'new@example.com', username: 'new', password: 'correct horse' }

  test('can sign in, and is told what is wrong with what they chose', async () => {
    const sandbox = createSandbox()
    const created = await post(sandbox, '/auth/register', body)
    expect([created.status, created.body]).toEqual([
      201,
      expect.objectContaining({ username: 'new', roles: ['user'] }),
    ])
    expect(JSON.stringify(created.body)).not.toContain('correct horse')
    const signedIn = await post(sandbox, '/auth/login', { email: body.email, password: body.password })
    expect(await meStatus(sandbox, signedIn.body['access_token'])).toBe(200)
    expect((await post(sandbox, '/auth/register', body)).status).toBe(409)
    const weak = await post(sandbox, '/auth/register', {
      ...body,
      username: 'n2',
      email: 'n2@b.c',
      password: 'short',
    })
    expect([weak.status, weak.body['error_code']]).toEqual([422, 'WEAK_PASSWORD'])
    expect((await post(sandbox, '/auth/login', { password: 'veza-sandbox' })).status).toBe(422)
  })

  test('cannot make themselves an administrator', async () => {
    const sandbox = createSandbox()
    const { body: created } = await post(sandbox, '/auth/register', { ...body, roles: ['admin'] })
    expect(created['roles']).toEqual(['user'])
  })
})

describe('a password', () => {
  const admin = (sandbox: Sandbox, method: string, path: string, body: object) =>
    sandbox.fetch(
      new Request(`http://sandbox/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )

  test('that is changed ends the sessions it began, and the old one opens no more', async () => {
    const sandbox = createSandbox()
    const login = (password: string) => post(sandbox, '/auth/login', { username: 'margaret_2', password })
    const { body: before } = await login('veza-sandbox')
    expect((await admin(sandbox, 'PUT', '/users/2', { password: 'another password' })).status).toBe(200)
    expect(await meStatus(sandbox, before['access_token'])).toBe(401)
    expect([(await login('veza-sandbox')).status, (await login('another password')).status]).toEqual([
      401, 200,
    ])
  })

  test('of a user who is created with one works, and without one there is none to guess', async () => {
    const sandbox = createSandbox()
    await admin(sandbox, 'POST', '/users', { email: 'a@b.c', username: 'with', password: 'a good password' })
    await admin(sandbox, 'POST', '/users', { email: 'b@b.c', username: 'without' })
    const login = async (username: string, password: string) =>
      (await post(sandbox, '/auth/login', { username, password })).status
    expect(await login('with', 'a good password')).toBe(200)
    expect(await login('without', 'veza-sandbox')).toBe(401)
  })
})

test('signing out ends the session by either token, and is content where there is none', async () => {
  const sandbox = createSandbox()
  for (const by of ['access_token', 'refresh_token']) {
    const { body } = await post(sandbox, '/auth/login', { username: 'ken_1', password: 'veza-sandbox' })
    const answer =
      by === 'access_token'
        ? await post(sandbox, '/auth/logout', {}, body['access_token'])
        : await post(sandbox, '/auth/logout', { refresh_token: body['refresh_token'] })
    expect(answer.status).toBe(204)
    expect(await meStatus(sandbox, body['access_token'])).toBe(401)
  }
  expect((await post(sandbox, '/auth/logout', { refresh_token: 'unknown' })).status).toBe(204)
})
