import { generateKeyPairSync } from 'node:crypto'
import { ManualClock } from '@veza/resilience/testing'
import { describe, expect, test } from 'vitest'
import { json, scriptedServer } from '../../../http/test/scripted-server.ts'
import { type Authenticator, localKeys, selfSignedJwt, verifyJwt } from '../../src/index.ts'
import { clientSecret, jwtBearer, oauth, privateKeyJwt } from '../../src/oauth/index.ts'
import { ServerClock } from '../../src/time/server-clock.ts'
import { Browser } from '../support/browser.ts'
import { endpointsOf, redirectUri, service, spa, spaClient } from '../support/clients.ts'
import { oidcServer } from '../support/oidc-server.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }
const hour = 3_600_000
const offsets = [20_000, -20_000, hour, -hour, 24 * hour, -24 * hour]

/** A request as the SDK's HTTP side sends it: one attempt more where the authenticator wants it. */
async function call(auth: Authenticator, url: string): Promise<{ status: number; attempts: number }> {
  const { signal } = new AbortController()
  const request = { method: 'GET', url, body: undefined, signal }
  const headers = await auth.authenticate(request)
  const answer = await fetch(url, { headers })
  if (answer.status !== 401 || !(await auth.refresh?.(headers, signal, answer)))
    return { status: answer.status, attempts: 1 }
  const again = await fetch(url, { headers: await auth.authenticate(request) })
  return { status: again.status, attempts: 2 }
}

describe.each(offsets)('attack 11: a clock that is %d ms off', (offset) => {
  const clock = new ManualClock({ now: Date.now() + offset })

  test('is healed by one attempt more for a self-signed token, and by none after that', async () => {
    const keys = localKeys({ keys: [jwk] })
    await using api = await scriptedServer((response, { headers }) => {
      const token = headers.authorization?.slice(7) ?? ''
      verifyJwt(token, { keys, issuer: 'my-app', audience: 'veza-api' }).then(
        () => json(response, {}),
        () => json(response, {}, 401),
      )
    })
    const auth = selfSignedJwt({
      privateKey: pem,
      keyId: 'k1',
      algorithm: 'ES256',
      issuer: 'my-app',
      userId: 1,
      permissions: [],
      lifeMs: 15_000,
      clock,
    })
    const first = await call(auth, api.url)
    expect(first.status).toBe(200)
    expect(first.attempts).toBeLessThanOrEqual(2)
    expect(await call(auth, api.url)).toEqual({ status: 200, attempts: 1 })
  })

  test('is healed by one request more for client assertions', async () => {
    const { client_secret: _, ...rest } = service
    const registered = { ...rest, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] } }
    await using server = await oidcServer({ clients: [registered] })
    const clientAuth = privateKeyJwt({ privateKey: pem, keyId: 'k1', algorithm: 'ES256' })
    const client = oauth({ clientId: 'service', clientAuth, clock, ...endpointsOf(server.issuer) })
    await client.clientCredentials().accessToken()
    expect(server.requests.length).toBeLessThanOrEqual(2)
    const asked = server.requests.length
    await client.clientCredentials({ account: 'second' }).accessToken()
    expect(server.requests).toHaveLength(asked + 1)
  })

  test('is healed by one request more for assertions that are grants', async () => {
    await using server = await oidcServer({ clients: [service] })
    const clientAuth = clientSecret(service.client_secret)
    const client = oauth({ clientId: 'service', clientAuth, clock, ...endpointsOf(server.issuer) })
    const assertion = jwtBearer({ privateKey: pem, algorithm: 'ES256', issuer: 'my-app', subject: 'alice' })
    await client.bearerGrant(assertion).accessToken()
    expect(server.requests.length).toBeLessThanOrEqual(2)
  })

  test('is healed by one request more for DPoP proofs', async () => {
    const registered = { ...service, dpop_bound_access_tokens: true }
    await using server = await oidcServer({ clients: [registered] })
    const clientAuth = clientSecret(service.client_secret)
    const client = oauth({
      clientId: 'service',
      clientAuth,
      clock,
      dpop: true,
      ...endpointsOf(server.issuer),
    })
    await client.clientCredentials().accessToken()
    expect(server.requests.length).toBeLessThanOrEqual(2)
  })
})

test('attack 11: a Date that is no date, or too far, changes nothing', () => {
  const clock = new ManualClock()
  const server = new ServerClock(clock)
  const far = new Date(clock.now() + 26 * hour).toUTCString()
  for (const date of [null, undefined, '', 'tomorrow', '-5', '2099', 'Wed, 99 Nov 2023 99:99:99 GMT', far])
    expect(server.learn(date)).toBe(false)
  expect(server.now()).toBe(clock.now())
  expect(server.learn(new Date(clock.now() + 1000).toUTCString())).toBe(false)
  expect(server.learn(new Date(clock.now() + hour).toUTCString())).toBe(true)
  expect(server.learn(new Date(clock.now() + hour).toUTCString())).toBe(false)
  expect(Math.abs(server.now() - clock.now() - hour)).toBeLessThanOrEqual(1000)
  expect(server.learn(new Date(clock.now()).toUTCString())).toBe(true)
  expect(server.now()).toBe(clock.now())
})

test('attack 10, attack 11: DPoP at an API: the nonce it asks for, once, and its time', async () => {
  await using server = await oidcServer({ clients: [spa], dpopNonce: true })
  const clock = new ManualClock({ now: Date.now() + hour })
  const client = spaClient(server.issuer, { dpop: true, clock })
  const { url, pending } = await client.startSignIn()
  const session = await client.finishSignIn(await new Browser().visit(url, redirectUri), pending)
  // The provider's own API checks proofs for real; it shares its nonces with the token endpoint.
  expect(await call(session, `${server.issuer}/me`)).toEqual({ status: 200, attempts: 1 })
  await using api = await scriptedServer((response, { headers, url: path }) => {
    const [, payload = ''] = String(headers['dpop']).split('.')
    const proof = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    const right =
      proof['nonce'] === 'n-1' && proof['htu'] === `http://${headers.host}${path}` && proof['htm'] === 'GET'
    const challenge = { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n-1' }
    json(response, {}, right ? 200 : 401, right ? {} : challenge)
  })
  expect(await call(session, `${api.url}/users`)).toEqual({ status: 200, attempts: 2 })
  expect(await call(session, `${api.url}/rooms`)).toEqual({ status: 200, attempts: 1 })
  expect(server.memory.rotations).toBe(0)
})
