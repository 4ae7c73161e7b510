import { describe, expect, test } from 'vitest'
import { memoryTokenStore, type Session } from '../src/index.ts'
import { oauth } from '../src/oauth/index.ts'
import { betterAuthServer, hasBetterAuth } from './support/better-auth-server.ts'
import { Browser } from './support/browser.ts'
import { endpointsOf, redirectUri, spa } from './support/clients.ts'
import { nodeOAuthServer } from './support/node-oauth-server.ts'
import { oidcServer } from './support/oidc-server.ts'
import type { RotatingServer } from './support/rotating-server.ts'
import { request } from './support/session-rig.ts'

async function oidc(options: { rotate?: boolean; graceMs?: number }): Promise<RotatingServer> {
  const server = await oidcServer({ clients: [spa], ...options })
  return {
    options: { clientId: 'spa', scope: ['openid', 'offline_access'], ...endpointsOf(server.issuer) },
    visit: (url) => new Browser().visit(url, redirectUri),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** After an answer was lost: whether the server takes the old refresh token once more. */
type Forgives = boolean

const policies: [string, () => Promise<RotatingServer>, Forgives][] = [
  ['oidc-provider, strict with reuse detection', () => oidc({}), false],
  ['oidc-provider, with a grace of 10 seconds', () => oidc({ graceMs: 10_000 }), true],
  ['oidc-provider, without rotation', () => oidc({ rotate: false }), true],
  ['@node-oauth/oauth2-server', nodeOAuthServer, false],
]
if (hasBetterAuth) {
  policies.push(["better-auth's oauth-provider", () => betterAuthServer(0), false])
  policies.push(["better-auth's oauth-provider, with a reuse interval", () => betterAuthServer(30), true])
}

async function rig(start: () => Promise<RotatingServer>) {
  const server = await start()
  const faults: ('lost' | 'down')[] = []
  let exchanges = 0
  const store = memoryTokenStore()
  const client = oauth({
    ...server.options,
    redirectUri,
    store,
    minRefreshIntervalMs: 0,
    fetch: async (input, init) => {
      exchanges++
      const fault = faults.shift()
      if (fault === 'down') throw Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' })
      const response = await fetch(input, init)
      // The server has done its work, and nobody hears of it.
      if (fault === 'lost') throw new TypeError('terminated')
      return response
    },
  })
  const { url, pending } = await client.startSignIn()
  const session = await client.finishSignIn(await server.visit(url), pending)
  return { server, client, session, faults, exchanges: () => exchanges }
}

async function forced(session: Session): Promise<string> {
  const rejected = await session.authenticate(request)
  await session.refresh(rejected, request.signal)
  return (await session.accessToken()).reveal()
}

describe.each(policies)('with %s', (_, start, forgives) => {
  test('a session goes from token to token', async () => {
    const { server, session } = await rig(start)
    await using _server = server
    const tokens = [(await session.accessToken()).reveal()]
    for (let times = 0; times < 5; times++) tokens.push(await forced(session))
    expect(new Set(tokens).size).toBe(6)
    expect(session.state).toBe('fresh')
  })

  test('many users of one grant make one exchange', async () => {
    const { server, client, session, exchanges } = await rig(start)
    await using _server = server
    const rejected = await session.authenticate(request)
    const sessions = [session, ...Array.from({ length: 9 }, () => client.session())]
    for (const one of sessions) await one.accessToken()
    const before = exchanges()
    const all = await Promise.all(
      sessions.flatMap((one) => Array.from({ length: 10 }, () => one.refresh(rejected, request.signal))),
    )
    expect(all.every(Boolean)).toBe(true)
    expect(exchanges() - before).toBe(1)
    const tokens = await Promise.all(sessions.map(async (one) => (await one.accessToken()).reveal()))
    expect(new Set(tokens).size).toBe(1)
  })

  test('a server that is down for a moment ends nothing', async () => {
    const { server, session, faults } = await rig(start)
    await using _server = server
    faults.push('down', 'down')
    expect(await forced(session)).not.toBe('')
    expect(session.state).toBe('fresh')
  })

  test(`an answer that is lost after the rotation ${forgives ? 'is asked for again' : 'loses the session, and is named as the reason'}`, async () => {
    const { server, session, faults } = await rig(start)
    await using _server = server
    const first = (await session.accessToken()).reveal()
    faults.push('lost')
    const next = forced(session)
    if (forgives) expect(await next).not.toBe(first)
    else {
      await expect(next).rejects.toMatchObject({
        code: 'AUTH_SESSION_LOST',
        details: { reason: 'rotation-interrupted' },
      })
    }
  })
})
