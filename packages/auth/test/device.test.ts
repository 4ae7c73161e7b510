import { setTimeout as breath } from 'node:timers/promises'
import { ManualClock } from '@veza/resilience/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { json, scriptedServer } from '../../http/test/scripted-server.ts'
import { oauth } from '../src/oauth/index.ts'
import { spa, spaClient } from './support/clients.ts'
import { enterDeviceCode } from './support/enter-device-code.ts'
import { oidcServer } from './support/oidc-server.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('a device signs in while the user confirms on another', async () => {
  await using server = await oidcServer({ clients: [spa] })
  const client = spaClient(server.issuer)
  const device = await client.startDeviceSignIn()
  expect(device.userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
  const waiting = device.session({ account: 'tv' })
  const page = await enterDeviceCode(device.verificationUriComplete ?? '')
  expect(page).toContain('Sign-in Success')
  const token = await (await waiting).accessToken()
  expect(await server.isAccepted(token.reveal())).toBe(true)
  expect(await client.session({ account: 'tv' }).accessToken()).toEqual(token)
})

/** A server whose answers to a device are scripted; each waits a second before the next is asked for. */
async function polled(answers: ((response: import('node:http').ServerResponse) => void)[]) {
  const at: number[] = []
  const server = await scriptedServer((response, { url }) => {
    if (url === '/device') {
      return json(response, {
        device_code: 'd',
        user_code: 'AAAA-BBBB',
        verification_uri: 'https://a.example',
        expires_in: 60,
        interval: 0.01,
      })
    }
    at.push(Date.now())
    const answer = answers[Math.min(at.length, answers.length) - 1]
    answer?.(response)
  })
  const client = oauth({
    clientId: 'a',
    issuer: server.url,
    tokenUrl: `${server.url}/token`,
    deviceAuthorizationUrl: `${server.url}/device`,
    timeoutMs: 60_000,
  })
  return { server, client, at }
}

const error = (code: string) => (response: import('node:http').ServerResponse) =>
  json(response, { error: code }, 400)
const granted = (response: import('node:http').ServerResponse) =>
  json(response, { access_token: 't', token_type: 'Bearer', expires_in: 60 })

/** Lets minutes pass in moments: a quarter of a second of timers in a few real milliseconds, for the sockets are real. */
async function fastForward<T>(work: Promise<T>): Promise<T> {
  let over = false
  const watched = work.finally(() => {
    over = true
  })
  watched.catch(() => undefined)
  while (!over) {
    await breath(3)
    await vi.advanceTimersByTimeAsync(250)
  }
  return watched
}

describe('attack 28: while a device waits', () => {
  test('slow_down, 429, HTML and a lost answer do not end the sign-in, and make it slower each time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const { server, client, at } = await polled([
      error('authorization_pending'),
      error('slow_down'),
      (response) => json(response, {}, 429, { 'retry-after': '1' }),
      (response) => response.writeHead(502).end('<html>'),
      (response) => response.socket?.resetAndDestroy(),
      granted,
    ])
    await using _server = server
    const session = await fastForward(client.startDeviceSignIn().then((device) => device.session()))
    expect((await session.accessToken()).reveal()).toBe('t')
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0))
    // The interval is a second at least, and 5 more after each plea to slow down.
    for (const [index, least] of [1000, 6000, 11_000, 16_000, 21_000].entries())
      expect(gaps[index]).toBeGreaterThanOrEqual(least)
  }, 60_000)

  test.each([
    ['access_denied', 'AUTH_ACCESS_DENIED'],
    ['expired_token', 'AUTH_CODE_EXPIRED'],
    ['invalid_grant', 'AUTH_GRANT_REFUSED'],
    ['invalid_client', 'AUTH_CLIENT_REFUSED'],
  ])('%s ends it', async (said, code) => {
    const { server, client } = await polled([error(said)])
    await using _server = server
    const device = await client.startDeviceSignIn()
    await expect(device.session()).rejects.toMatchObject({ code })
  })

  test('a caller that gives up is not kept waiting', async () => {
    const asked = Promise.withResolvers<void>()
    const { server, client } = await polled([
      (response) => {
        error('authorization_pending')(response)
        asked.resolve()
      },
    ])
    await using _server = server
    const device = await client.startDeviceSignIn()
    const caller = new AbortController()
    const waiting = device.session({ signal: caller.signal })
    await asked.promise
    const before = performance.now()
    caller.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    expect(performance.now() - before).toBeLessThan(50)
  })

  test('a code that nobody enters ends in time', async () => {
    const { server, client: _client } = await polled([error('authorization_pending')])
    await using _server = server
    const clock = new ManualClock()
    const client = oauth({
      clientId: 'a',
      issuer: server.url,
      tokenUrl: `${server.url}/token`,
      deviceAuthorizationUrl: `${server.url}/device`,
      clock,
    })
    const device = await client.startDeviceSignIn()
    expect(device.expiresAt.getTime()).toBe(clock.now() + 60_000)
    const waiting = device.session().catch((thrown: unknown) => thrown)
    await clock.advance(60_000)
    expect(await waiting).toMatchObject({ name: 'TimeoutError', code: 'AUTH_CODE_EXPIRED' })
  })
})
