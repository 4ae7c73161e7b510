import { isVezaError, retry } from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import { beforeAll, describe, expect, test } from 'vitest'
import { memoryTokenStore } from '../src/stores/memory-token-store.ts'
import type { TokenStore } from '../src/stores/token-store.ts'
import { drive, until } from './support/drive.ts'
import { request, sessionRig, tokenOf } from './support/session-rig.ts'

const hour = 3_600_000
const { signal } = new AbortController()

// What is loaded with the first failure takes real time, in which a manual clock would run far ahead.
beforeAll(async () => {
  const again = () => ({ retry: true, ambiguous: false })
  const attempt = (number: number) => (number === 1 ? Promise.reject(new Error('once')) : Promise.resolve())
  await retry(attempt, { judge: again, random: () => 0 })
})

describe('a token is', () => {
  test('served at once and as it is while it is fresh', async () => {
    const { session, server } = sessionRig()
    await session.signedIn(server.signIn())
    const headers = session.authenticate(request)
    expect(headers).toEqual({ authorization: 'Bearer access-100-0' })
    expect(session.authenticate(request)).toBe(headers)
    expect(session.state).toBe('fresh')
    expect(server.exchanges).toBe(0)
  })

  test('served and renewed behind when it is stale', async () => {
    const { session, server, clock } = sessionRig()
    await session.signedIn(server.signIn())
    // The margin of an hour is 5 minutes, and half of that by chance.
    await clock.advance(hour - 300_000 * 1.25 + 1)
    expect(session.state).toBe('stale')
    expect(await tokenOf(session)).toBe('access-100-0')
    await until(() => session.state === 'fresh')
    expect(await tokenOf(session)).toBe('access-101-1')
    expect(server.exchanges).toBe(1)
  })

  test('waited for when it has expired', async () => {
    const { session, server, clock } = sessionRig()
    await session.signedIn(server.signIn())
    await clock.advance(hour)
    expect(session.state).toBe('expired')
    expect(await tokenOf(session)).toBe('access-101-1')
  })

  test('used until it is turned away when its life is unknown', async () => {
    const { session, server, clock } = sessionRig()
    server.lifeMs = undefined
    await session.signedIn(server.signIn())
    await clock.advance(1000 * hour)
    const rejected = await session.authenticate(request)
    expect(server.exchanges).toBe(0)
    expect(session.expiresAt).toBeUndefined()
    expect(await session.refresh(rejected, signal)).toBe(true)
    expect(await tokenOf(session)).toBe('access-101-1')
  })
})

test('10,000 callers of an expired token make one exchange', async () => {
  const { session, server, clock } = sessionRig()
  await session.signedIn(server.signIn())
  await clock.advance(hour)
  const tokens = await Promise.all(Array.from({ length: 10_000 }, () => tokenOf(session)))
  expect(new Set(tokens)).toEqual(new Set(['access-101-1']))
  expect(server.exchanges).toBe(1)
})

test('a caller that gives up leaves the refresh to the others', async () => {
  const { session, server, clock } = sessionRig()
  await session.signedIn(server.signIn())
  await clock.advance(hour)
  const { promise, resolve } = Promise.withResolvers<void>()
  server.gate = promise
  const caller = new AbortController()
  const given = session.authenticate({ ...request, signal: caller.signal })
  const other = tokenOf(session)
  caller.abort()
  await expect(given).rejects.toMatchObject({ name: 'AbortError' })
  resolve()
  expect(await other).toBe('access-101-1')
  expect(server.exchanges).toBe(1)
})

test('a session that nobody signed in to says so, and comes alive by a sign-in elsewhere', async () => {
  const { session, server, open } = sessionRig()
  await expect(session.authenticate(request)).rejects.toMatchObject({ code: 'AUTH_SIGN_IN_REQUIRED' })
  await open().session.signedIn(server.signIn())
  expect(await tokenOf(session)).toBe('access-100-0')
})

describe('a rejected token', () => {
  test('costs one refresh, however many calls it was rejected for', async () => {
    const { session, server, clock } = sessionRig()
    await session.signedIn(server.signIn())
    await clock.advance(2000)
    const rejected = await session.authenticate(request)
    const all = await Promise.all(Array.from({ length: 50 }, () => session.refresh(rejected, signal)))
    expect(all).toEqual(Array.from({ length: 50 }, () => true))
    expect(await session.refresh(rejected, signal)).toBe(true)
    expect(server.exchanges).toBe(1)
  })

  test('is not refreshed when it has just been granted', async () => {
    const { session, server, clock } = sessionRig()
    await session.signedIn(server.signIn())
    await clock.advance(999)
    expect(await session.refresh(await session.authenticate(request), signal)).toBe(false)
    expect(server.exchanges).toBe(0)
  })

  test('that another process has replaced already is replaced from the store', async () => {
    const { session, server, clock, open } = sessionRig()
    await session.signedIn(server.signIn())
    await clock.advance(2000)
    const rejected = await session.authenticate(request)
    const other = open().session
    await other.refresh(await other.authenticate(request), signal)
    expect(await session.refresh(rejected, signal)).toBe(true)
    expect(await tokenOf(session)).toBe('access-101-1')
    expect(server.exchanges).toBe(1)
  })

  test('of somebody else is not ours to renew', async () => {
    const { session, server } = sessionRig()
    await session.signedIn(server.signIn())
    expect(await session.refresh({ cookie: 'a' }, signal)).toBe(false)
    expect(await session.refresh({ authorization: 'Bearer older' }, signal)).toBe(true)
    expect(server.exchanges).toBe(0)
  })
})

describe('a network failure', () => {
  test('never ends a session, cools down, and is told', async () => {
    const { session, server, clock, events } = sessionRig()
    await session.signedIn(server.signIn())
    await clock.advance(hour - 300_000)
    server.faults.push('unsent', 'unsent', 'unsent')
    expect(await tokenOf(session)).toBe('access-100-0')
    const told = Promise.withResolvers<void>()
    session.on(({ type }) => type === 'refresh-failed' && told.resolve())
    await drive(clock, told.promise)
    expect(session.state).toBe('broken')
    expect(events.map(({ type }) => type)).toEqual(['signed-in', 'refresh-failed'])
    // Served on, without another try before the cool-down is over.
    expect(await tokenOf(session)).toBe('access-100-0')
    expect(server.exchanges).toBe(3)
    await clock.advance(1000)
    expect(await tokenOf(session)).toBe('access-100-0')
    await until(() => session.state === 'fresh')
    expect(await tokenOf(session)).toBe('access-101-4')
  })

  test('is what callers of an expired token get, at once while it cools down', async () => {
    const { session, server, clock } = sessionRig()
    await session.signedIn(server.signIn())
    await clock.advance(hour)
    server.faults.push('unsent', 'unsent', 'unsent')
    await expect(drive(clock, tokenOf(session))).rejects.toMatchObject({ name: 'ConnectionError' })
    expect(server.exchanges).toBe(3)
    await expect(tokenOf(session)).rejects.toMatchObject({ name: 'ConnectionError' })
    expect(server.exchanges).toBe(3)
  })

  test('that swallowed the answer is healed by a server with grace', async () => {
    const { session, server, clock } = sessionRig('grace')
    await session.signedIn(server.signIn())
    await clock.advance(hour)
    server.faults.push('lost')
    expect(await drive(clock, tokenOf(session))).toBe('access-101-2')
  })

  test('that swallowed the answer of a strict server is named as what it is', async () => {
    const { session, server, clock, events, store } = sessionRig('strict')
    await session.signedIn(server.signIn())
    await clock.advance(hour)
    server.faults.push('lost')
    await expect(drive(clock, tokenOf(session))).rejects.toMatchObject({
      code: 'AUTH_SESSION_LOST',
      details: { reason: 'rotation-interrupted' },
    })
    expect(events.at(-1)).toEqual({ type: 'lost', reason: 'rotation-interrupted' })
    expect((await store.get('grant-1'))?.value).toBeUndefined()
  })
})

test('a crash in mid-exchange leaves a journal, and the next process knows what a refusal means', async () => {
  const { session, server, clock, parts, open } = sessionRig('strict')
  await session.signedIn(server.signIn())
  await clock.advance(hour)
  // The process dies after the server has rotated: its exchange never comes back.
  const dying = {
    ...parts,
    exchange: {
      refresh: async (token: string, stop: AbortSignal) => {
        await server.exchange.refresh?.(token, stop)
        return new Promise<never>(() => undefined)
      },
    },
  }
  const { Session } = await import('../src/session/session.ts')
  void Promise.resolve(new Session(dying).authenticate(request)).catch(() => undefined)
  await until(() => server.exchanges === 1)
  // Its lock runs out, and another takes over.
  await expect(drive(clock, tokenOf(open().session), 200)).rejects.toMatchObject({
    code: 'AUTH_SESSION_LOST',
    details: { reason: 'rotation-interrupted' },
  })
})

test('a revoked grant ends the session, and only then is it deleted', async () => {
  const { session, server, clock, store, events } = sessionRig()
  const tokens = server.signIn()
  await session.signedIn({ ...tokens, refreshToken: 'refresh-unknown' })
  await clock.advance(hour)
  await expect(tokenOf(session)).rejects.toMatchObject({
    code: 'AUTH_SESSION_LOST',
    details: { reason: 'revoked' },
  })
  expect(session.state).toBe('lost')
  expect(events.at(-1)).toEqual({ type: 'lost', reason: 'revoked' })
  expect((await store.get('grant-1'))?.value).toBeUndefined()
  await expect(tokenOf(session)).rejects.toMatchObject({ code: 'AUTH_SESSION_LOST' })
  expect(server.exchanges).toBe(1)
})

test('a lost session comes back when somebody signs in elsewhere', async () => {
  const { session, server, clock, open } = sessionRig()
  await session.signedIn({ ...server.signIn(), refreshToken: 'refresh-unknown' })
  await clock.advance(hour)
  await expect(tokenOf(session)).rejects.toMatchObject({ code: 'AUTH_SESSION_LOST' })
  await open().session.signedIn(server.signIn())
  await clock.advance(1000)
  expect(await tokenOf(session)).toBe('access-200-1')
})

test('a session without a refresh token lives as long as its token, and is not lost before', async () => {
  const { session, server, clock, events } = sessionRig()
  const { refreshToken: _, ...tokens } = server.signIn()
  await session.signedIn(tokens)
  await clock.advance(hour - 1000)
  expect(session.state).toBe('stale')
  expect(await tokenOf(session)).toBe('access-100-0')
  const rejected = await session.authenticate(request)
  expect(await session.refresh(rejected, signal)).toBe(false)
  expect(await tokenOf(session)).toBe('access-100-0')
  expect(events.map(({ type }) => type)).toEqual(['signed-in'])
  expect(server.exchanges).toBe(0)
})

test('what a store of your own throws becomes an error of the SDK', async () => {
  const fail = () => Promise.reject(new Error('redis://:canary@host is gone'))
  const store: TokenStore = { get: fail, compareAndSwap: fail, withLock: fail }
  const { session } = sessionRig('strict', { store })
  const error: unknown = await tokenOf(session).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'VezaError', code: 'TOKEN_STORE_FAILED' })
  await expect(session.signOut()).rejects.toMatchObject({ code: 'TOKEN_STORE_FAILED' })
})

test('a record that somebody else wrote into the store must not write headers', async () => {
  const { session, store, server } = sessionRig()
  const tokens = { ...server.signIn(), accessToken: 'a\r\nx-admin: 1' }
  await store.compareAndSwap('grant-1', undefined, new Secret(JSON.stringify({ v: 1, tokens })))
  await expect(tokenOf(session)).rejects.toMatchObject({ code: 'AUTH_SIGN_IN_REQUIRED' })
})

test('a session without a refresh token ends with its token', async () => {
  const { session, server, clock } = sessionRig()
  const { refreshToken: _, ...tokens } = server.signIn()
  await session.signedIn(tokens)
  await clock.advance(hour)
  await expect(tokenOf(session)).rejects.toMatchObject({ details: { reason: 'expired' } })
})

test('what cannot be saved is served from memory, told loudly, and saved later', async () => {
  const inner = memoryTokenStore()
  let full = false
  const store: TokenStore = {
    ...inner,
    get: (key) => inner.get(key),
    withLock: (key, options, work) => inner.withLock(key, options, work),
    compareAndSwap: (key, version, value) => {
      // The journal still fits; the new tokens do not.
      if (full && value?.reveal().includes('journal') !== true) return Promise.reject(new Error('ENOSPC'))
      return inner.compareAndSwap(key, version, value)
    },
  }
  const { session, server, clock, events, open } = sessionRig('strict', { store })
  await session.signedIn(server.signIn())
  await clock.advance(hour)
  full = true
  expect(await tokenOf(session)).toBe('access-101-1')
  await clock.advance(0)
  expect(events.map(({ type }) => type)).toEqual(['signed-in', 'refreshed', 'save-failed'])
  full = false
  await clock.advance(60_000)
  expect(events.at(-1)).toEqual({ type: 'saved' })
  expect(await tokenOf(open().session)).toBe('access-101-1')
})

describe('signing out', () => {
  test('forgets the tokens everywhere and revokes the grant', async () => {
    const { session, server, store, open } = sessionRig()
    await session.signedIn(server.signIn())
    await session.signOut()
    expect(server.revoked).toEqual(['refresh-100'])
    expect((await store.get('grant-1'))?.value).toBeUndefined()
    await expect(tokenOf(session)).rejects.toMatchObject({ details: { reason: 'signed-out' } })
    await expect(tokenOf(open().session)).rejects.toMatchObject({ code: 'AUTH_SIGN_IN_REQUIRED' })
  })

  test('attack 29: outranks a refresh under way, whose new tokens are given back', async () => {
    const { session, server, clock, store, events } = sessionRig()
    await session.signedIn(server.signIn())
    await clock.advance(hour)
    const { promise, resolve } = Promise.withResolvers<void>()
    server.gate = promise
    const waiting = tokenOf(session).catch((error: unknown) => error)
    await until(() => server.exchanges === 1)
    const out = session.signOut()
    resolve()
    await out
    expect(await waiting).toMatchObject({ code: 'AUTH_SESSION_LOST', details: { reason: 'signed-out' } })
    expect(server.revoked).toContain('refresh-101')
    expect((await store.get('grant-1'))?.value).toBeUndefined()
    expect(events.filter(({ type }) => type === 'refreshed')).toEqual([])
    await expect(tokenOf(session)).rejects.toMatchObject({ details: { reason: 'signed-out' } })
  })
})

test('attack 20: listeners that throw, hang or call back harm nobody', async () => {
  const { session, server, clock } = sessionRig()
  const seen: string[] = []
  session.on(() => {
    throw new Error('thrown')
  })
  session.on(() => Promise.reject(new Error('rejected')))
  session.on(() => new Promise(() => undefined))
  session.on(async ({ type }) => {
    seen.push(`${type}: ${session.state}, ${await tokenOf(session)}`)
  })
  const stop = session.on(() => seen.push('stopped'))
  stop()
  await session.signedIn(server.signIn())
  await clock.advance(hour)
  await tokenOf(session)
  await clock.advance(0)
  expect(seen).toEqual(['signed-in: fresh, access-100-0', 'refreshed: fresh, access-101-1'])
})

test('a damaged record is as good as none, and signing in mends it', async () => {
  const { session, server, store, open } = sessionRig()
  await store.compareAndSwap('grant-1', undefined, new Secret('{"v":1,"tokens":'))
  const error: unknown = await tokenOf(session).catch((thrown: unknown) => thrown)
  expect(isVezaError(error, 'AUTH_SIGN_IN_REQUIRED')).toBe(true)
  await session.signedIn(server.signIn())
  expect(await tokenOf(open().session)).toBe('access-100-0')
})

test('an access token can be had by itself, in a box', async () => {
  const { session, server, clock } = sessionRig()
  await session.signedIn(server.signIn())
  const token = await session.accessToken()
  expect(String(token)).toBe('[secret]')
  expect(token.reveal()).toBe('access-100-0')
  expect(session.expiresAt?.getTime()).toBe(clock.now() + hour)
})
