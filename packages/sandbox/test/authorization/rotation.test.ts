import { setTimeout } from 'node:timers/promises'
import { passwordLogin, type Session } from '@veza/auth'
import type { RotationPolicy } from '@veza/sandbox'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { apiOf, appOf, signedIn, timesAsked } from './clients.ts'

const request = {
  method: 'GET',
  url: 'http://api.test/',
  body: undefined,
  signal: new AbortController().signal,
}

async function forced(session: Session): Promise<string> {
  await session.refresh(await session.authenticate(request), request.signal)
  return (await session.accessToken()).reveal()
}

/** The exchange happens, and the connection is cut before the answer. */
function loseAnAnswer({ sandbox }: RunningSandbox): void {
  sandbox.faults.add({
    method: 'POST',
    path: '/oauth/token',
    times: 1,
    fault: { kind: 'reset', at: 'after' },
  })
}

/** Presents a refresh token by hand. */
async function exchanged({ url }: RunningSandbox, refreshToken: string) {
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'sandbox-cli',
      refresh_token: refreshToken,
    }),
  })
  return { status: answer.status, tokens: (await answer.json()) as Record<string, string> }
}

async function firstRefreshToken(running: RunningSandbox): Promise<string> {
  const kept: string[] = []
  const watching: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init)
    const { refresh_token: token } = (await answer
      .clone()
      .json()
      .catch(() => ({}))) as Record<string, string>
    if (token !== undefined) kept.push(token)
    return answer
  }
  await signedIn(running, appOf(running, { fetch: watching }))
  return kept[0] ?? ''
}

describe.each<[RotationPolicy, boolean]>([
  ['strict', false],
  ['grace', true],
  ['none', true],
])('with rotation %s', (rotation, forgives) => {
  test('a session goes from token to token', async () => {
    await using running = await serveSandbox({ tokens: { rotation } })
    const session = await signedIn(running, appOf(running))
    const tokens = [(await session.accessToken()).reveal()]
    for (let times = 0; times < 3; times++) tokens.push(await forced(session))
    expect(new Set(tokens).size).toBe(4)
    expect((await apiOf(running, session).users.get(1)).id).toBe(1)
  })

  test(`an answer that is lost after the exchange ${forgives ? 'is asked for again' : 'loses the session, and is named as the reason'}`, async () => {
    await using running = await serveSandbox({ tokens: { rotation } })
    const session = await signedIn(running, appOf(running))
    const first = (await session.accessToken()).reveal()
    loseAnAnswer(running)
    if (forgives) {
      expect(await forced(session)).not.toBe(first)
      expect((await apiOf(running, session).users.get(1)).id).toBe(1)
    } else {
      await expect(forced(session)).rejects.toMatchObject({
        code: 'AUTH_SESSION_LOST',
        details: { reason: 'rotation-interrupted' },
      })
    }
  })
})

test('strict: a refresh token that is used twice ends the whole grant', async () => {
  await using running = await serveSandbox()
  const first = await firstRefreshToken(running)
  const second = await exchanged(running, first)
  expect(second.status).toBe(200)
  const access = { authorization: `Bearer ${second.tokens['access_token']}` }
  expect((await fetch(`${running.baseUrl}/users/1`, { headers: access })).status).toBe(200)
  expect(await exchanged(running, first)).toMatchObject({ status: 400, tokens: { error: 'invalid_grant' } })
  expect((await exchanged(running, second.tokens['refresh_token'] ?? '')).status).toBe(400)
  expect((await fetch(`${running.baseUrl}/users/1`, { headers: access })).status).toBe(401)
})

test('grace: the one before works for as long as it is said, and no longer', async () => {
  let now = Date.UTC(2026, 0, 1)
  await using running = await serveSandbox({ now: () => now, tokens: { rotation: 'grace', graceMs: 5000 } })
  const first = await firstRefreshToken(running)
  expect((await exchanged(running, first)).status).toBe(200)
  now += 4000
  expect((await exchanged(running, first)).status).toBe(200)
  now += 2000
  expect((await exchanged(running, first)).status).toBe(400)
})

test('none: the refresh token stays the same', async () => {
  await using running = await serveSandbox({ tokens: { rotation: 'none' } })
  const first = await firstRefreshToken(running)
  expect((await exchanged(running, first)).tokens['refresh_token']).toBe(first)
})

describe.each<[RotationPolicy, boolean]>([
  ['strict', false],
  ['grace', true],
  ['none', true],
])('a password login with rotation %s', (rotation, forgives) => {
  test(`heals when an answer is lost: ${forgives ? 'the old token works again' : 'it signs in again'}`, async () => {
    await using running = await serveSandbox({ tokens: { rotation } })
    const { username: user, password } = running.sandbox
    let now = Date.now()
    const clock = {
      now: () => now,
      sleep: (ms: number, signal?: AbortSignal) => setTimeout(ms, undefined, { signal }),
    }
    const session = passwordLogin({ user, password, baseUrl: running.baseUrl, clock })
    const first = (await session.accessToken()).reveal()
    now += 2000
    running.sandbox.faults.add({ path: '/auth/refresh', times: 1, fault: { kind: 'reset', at: 'after' } })
    expect(await forced(session)).not.toBe(first)
    expect(timesAsked(running, '/v1/auth/refresh')).toBe(2)
    expect(timesAsked(running, '/v1/auth/login')).toBe(forgives ? 1 : 2)
    expect((await apiOf(running, session).users.get(1)).id).toBe(1)
  })
})
