import { generateKeyPairSync } from 'node:crypto'
import { type Authenticator, selfSignedJwt } from '@veza/auth'
import { oauth, privateKeyJwt } from '@veza/auth/oauth'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { apiOf, appOf, serviceOf, signedIn, timesAsked } from './clients.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1' } as JsonWebKey
const signing = { privateKey: pem, keyId: 'k1', algorithm: 'ES256' } as const

const served = () =>
  serveSandbox({
    signingKeys: [{ issuer: 'your-app', key: jwk }],
    authorization: {
      clients: [
        {
          client_id: 'signer',
          token_endpoint_auth_method: 'private_key_jwt',
          grant_types: ['client_credentials'],
          jwks: { keys: [jwk] },
        },
      ],
    },
  })

const seconds = 1000
const offsets = [20 * seconds, 300 * seconds, 3600 * seconds, 24 * 3600 * seconds].flatMap((ms) => [ms, -ms])

/** How often the API and the token endpoint were asked for one call. */
async function asked(running: RunningSandbox, auth: Authenticator) {
  expect((await apiOf(running, auth).users.get(1)).id).toBe(1)
  return { api: timesAsked(running, '/v1/users/1'), token: timesAsked(running, '/oauth/token') }
}

describe.each(offsets)('a platform whose clock is %d ms off', (offsetMs) => {
  test('says so, and is followed by self-signed tokens in one more request at most', async () => {
    await using running = await served()
    running.sandbox.clock.offsetMs = offsetMs
    const auth = selfSignedJwt({ ...signing, issuer: 'your-app', userId: 1, permissions: ['read:users'] })
    const { api } = await asked(running, auth)
    expect(api).toBeLessThanOrEqual(2)
    const { headers } = await fetch(`${running.baseUrl}/users/1`)
    expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now() - offsetMs)).toBeLessThan(5000)
  })

  test('by assertions of clients', async () => {
    await using running = await served()
    running.sandbox.clock.offsetMs = offsetMs
    const client = oauth({
      clientId: 'signer',
      clientAuth: privateKeyJwt(signing),
      issuer: running.url,
      scope: ['read:users'],
    })
    const { api, token } = await asked(running, client.clientCredentials())
    expect([api, token <= 2]).toEqual([1, true])
  })

  test('by proofs of possession, at the API and at the token endpoint', async () => {
    await using running = await served()
    running.sandbox.clock.offsetMs = offsetMs
    const client = serviceOf(running, { dpop: true })
    const { api, token } = await asked(running, client.clientCredentials())
    expect([api <= 2, token <= 2]).toEqual([true, true])
  })
})

test('clocks that run apart during a session are followed too', async () => {
  await using running = await served()
  const session = await signedIn(running, appOf(running, { dpop: true }))
  const veza = apiOf(running, session)
  await veza.users.get(1)
  running.sandbox.clock.offsetMs = 600_000
  await veza.users.get(2)
  expect(timesAsked(running, '/v1/users/2')).toBe(2)
  await veza.users.get(3)
  expect(timesAsked(running, '/v1/users/3')).toBe(1)
})

test('tokens carry the time of the platform, and nothing else in the process does', async () => {
  await using running = await serveSandbox({
    clockOffsetMs: 10 * 3_600_000,
    authorization: { accessTokens: 'jwt' },
  })
  const { Date: original } = globalThis
  const token = (await serviceOf(running).clientCredentials().accessToken()).reveal()
  const { iat = 0 } = decodeJwt(token)
  expect(Math.abs(iat * 1000 - Date.now() - 10 * 3_600_000)).toBeLessThan(5000)
  expect(globalThis.Date).toBe(original)
})

test('the clock is put wrong from another process, and no further than a year', async () => {
  await using running = await serveSandbox()
  const put = (body: unknown) =>
    fetch(`${running.url}/_sandbox/clock`, { method: 'PUT', body: JSON.stringify(body) })
  expect((await put({ offset_ms: -60_000 })).status).toBe(204)
  expect(running.sandbox.clock.offsetMs).toBe(-60_000)
  expect(Math.abs(running.sandbox.clock.now() - Date.now() + 60_000)).toBeLessThan(1000)
  for (const wrong of [{}, null, { offset_ms: '1' }, { offset_ms: 1e15 }])
    expect((await put(wrong)).status).toBe(400)
  expect(() => {
    running.sandbox.clock.offsetMs = Number.NaN
  }).toThrow(TypeError)
})
