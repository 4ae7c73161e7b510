import { ManualClock } from '@veza/resilience/testing'
import { describe, expect, test } from 'vitest'
import { oauth } from '../../src/oauth/index.ts'
import { Browser } from '../support/browser.ts'
import { endpointsOf, redirectUri, spa, spaClient } from '../support/clients.ts'
import { oidcServer } from '../support/oidc-server.ts'

const asks = (requests: readonly string[]) => requests.filter((path) => path === '/token').length

describe('attack 1: a callback', () => {
  test('with a wrong, missing or doubled state, a wrong issuer, or to another address asks for nothing', async () => {
    await using server = await oidcServer({ clients: [spa] })
    const client = spaClient(server.issuer)
    const changes: ((url: URL) => void)[] = [
      (url) => url.searchParams.set('state', 'wrong'),
      (url) => url.searchParams.delete('state'),
      (url) => url.searchParams.append('state', 'second'),
      (url) => url.searchParams.set('iss', 'https://evil.example'),
      (url) => {
        url.pathname = '/elsewhere'
      },
      (url) => {
        url.host = 'evil.example'
      },
      (url) => url.searchParams.delete('code'),
    ]
    for (const change of changes) {
      const { url, pending } = await client.startSignIn()
      const callback = new URL(await new Browser().visit(url, redirectUri))
      change(callback)
      await expect(client.finishSignIn(callback, pending)).rejects.toMatchObject({
        code: 'AUTH_CALLBACK_INVALID',
      })
      // The sign-in is over: the right answer is worth nothing any more.
      const state = new URL(url).searchParams.get('state') ?? ''
      callback.searchParams.set('state', state)
      await expect(client.finishSignIn(callback, pending)).rejects.toMatchObject({
        code: 'AUTH_CALLBACK_INVALID',
      })
    }
    expect(asks(server.requests)).toBe(0)
  })

  test('that comes twice is refused the second time, without a request', async () => {
    await using server = await oidcServer({ clients: [spa] })
    const client = spaClient(server.issuer)
    const { url, pending } = await client.startSignIn()
    const callback = await new Browser().visit(url, redirectUri)
    const results = await Promise.allSettled([1, 2, 3].map(() => client.finishSignIn(callback, pending)))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(asks(server.requests)).toBe(1)
  })

  test('that comes after ten minutes, or with what is no sign-in, is refused', async () => {
    await using server = await oidcServer({ clients: [spa] })
    const clock = new ManualClock({ now: Date.now() })
    const client = spaClient(server.issuer, { clock })
    const { url, pending } = await client.startSignIn()
    const callback = await new Browser().visit(url, redirectUri)
    await clock.advance(600_001)
    const code = 'AUTH_CALLBACK_INVALID'
    await expect(client.finishSignIn(callback, pending)).rejects.toMatchObject({ code })
    for (const wrong of ['', 'x', btoa('{}'), btoa('null'), btoa('{"state":1}')])
      await expect(client.finishSignIn(callback, wrong)).rejects.toMatchObject({ code })
    expect(asks(server.requests)).toBe(0)
  })

  test('in which the user refused says so', async () => {
    await using server = await oidcServer({ clients: [spa] })
    const client = spaClient(server.issuer)
    const { url, pending } = await client.startSignIn()
    const state = new URL(url).searchParams.get('state')
    const { issuer } = server
    const callback = `${redirectUri}?error=access_denied&state=${state}&iss=${encodeURIComponent(issuer)}`
    await expect(client.finishSignIn(callback, pending)).rejects.toMatchObject({
      name: 'PermissionError',
      code: 'AUTH_ACCESS_DENIED',
    })
  })
})

describe('attack 2: a code', () => {
  test('of another sign-in is refused by the verifier', async () => {
    await using server = await oidcServer({ clients: [spa] })
    const client = spaClient(server.issuer)
    const victim = await client.startSignIn()
    const attacker = await client.startSignIn()
    const stolen = new URL(await new Browser().visit(victim.url, redirectUri))
    const injected = new URL(await new Browser().visit(attacker.url, redirectUri))
    injected.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    await expect(client.finishSignIn(injected, attacker.pending)).rejects.toMatchObject({
      code: 'AUTH_GRANT_REFUSED',
    })
    expect(client.session().state).toBe('unknown')
    await expect(client.session().accessToken()).rejects.toMatchObject({ code: 'AUTH_SIGN_IN_REQUIRED' })
  })

  test('that was used already is refused, also for another client object', async () => {
    await using server = await oidcServer({ clients: [spa] })
    const client = spaClient(server.issuer)
    const { url, pending } = await client.startSignIn()
    const callback = await new Browser().visit(url, redirectUri)
    await client.finishSignIn(callback, pending)
    await expect(spaClient(server.issuer).finishSignIn(callback, pending)).rejects.toMatchObject({
      code: 'AUTH_GRANT_REFUSED',
    })
  })

  test('of a sign-in that another client began is refused', async () => {
    await using server = await oidcServer({ clients: [spa] })
    const { pending } = await spaClient(server.issuer).startSignIn()
    const other = oauth({ clientId: 'other', redirectUri, ...endpointsOf(server.issuer) })
    await expect(other.finishSignIn(`${redirectUri}?code=x`, pending)).rejects.toMatchObject({
      code: 'AUTH_CALLBACK_INVALID',
    })
  })
})

test('the parameters that protect a sign-in cannot be changed', async () => {
  const client = oauth({ clientId: 'spa', redirectUri })
  for (const name of ['state', 'code_challenge', 'code_challenge_method', 'redirect_uri', 'response_type']) {
    await expect(client.startSignIn({ parameters: { [name]: 'x' } })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    })
  }
  const { url } = await client.startSignIn({ parameters: { prompt: 'login' } })
  expect(new URL(url).searchParams.get('prompt')).toBe('login')
})
