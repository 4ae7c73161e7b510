import { createHash } from 'node:crypto'
import type { Session } from '@veza/auth'
import { oauth } from '@veza/auth/oauth'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { exactClient } from '../realtime/raw-client.ts'
import { apiOf, appOf, ask, serviceOf, signedIn, timesAsked } from './clients.ts'
import { Person } from './person.ts'

const challengeOf = (answer: Response) => answer.headers.get('www-authenticate')

describe.each(['opaque', 'jwt'] as const)('an access token, %s', (accessTokens) => {
  const served = (more: object = {}) => serveSandbox({ authorization: { accessTokens, ...more } })

  test('opens what its scope says, and nothing else', async () => {
    await using running = await served()
    const token = (await serviceOf(running).clientCredentials().accessToken()).reveal()
    expect(token.includes('.')).toBe(accessTokens === 'jwt')
    expect((await ask(running, token)).status).toBe(200)
    const refused = await ask(running, token, '/streams/1')
    expect([refused.status, await refused.json()]).toEqual([
      403,
      { code: 403, message: 'Insufficient permissions' },
    ])
    expect(challengeOf(refused)).toBe(
      'Bearer realm="veza", error="insufficient_scope", error_description="The token lacks a permission", scope="read:streams"',
    )
  })

  test('without a scope opens nothing', async () => {
    await using running = await served()
    const session = serviceOf(running, { scope: [] }).clientCredentials()
    expect((await ask(running, (await session.accessToken()).reveal())).status).toBe(403)
  })

  test('for another API is no good here', async () => {
    const other = 'https://files.veza.example/'
    await using running = await served({ otherResources: [other] })
    const session = serviceOf(running, { resource: other }).clientCredentials()
    const refused = await ask(running, (await session.accessToken()).reveal())
    expect([refused.status, await refused.json()]).toEqual([
      401,
      { code: 401, message: 'Invalid or expired token' },
    ])
    expect(challengeOf(refused)).toContain('error="invalid_token"')
    const unknown = serviceOf(running, { resource: 'https://unknown.example/' }).clientCredentials()
    await expect(unknown.accessToken()).rejects.toMatchObject({ code: 'AUTH_SERVER_REFUSED' })
  })

  test('ends when it has expired', async () => {
    let now = Date.UTC(2026, 0, 1)
    await using running = await serveSandbox({
      now: () => now,
      tokens: { accessTokenLifeMs: 60_000 },
      authorization: { accessTokens },
    })
    const token = (await serviceOf(running).clientCredentials().accessToken()).reveal()
    now += 59_000
    expect((await ask(running, token)).status).toBe(200)
    now += 1000
    expect((await ask(running, token)).status).toBe(401)
  })

  test('ends with its user', async () => {
    await using running = await served()
    const session = await signedIn(running, appOf(running), new Person('margaret_2'))
    const token = (await session.accessToken()).reveal()
    expect((await ask(running, token)).status).toBe(200)
    const headers = { authorization: `Bearer ${running.apiKey}` }
    await fetch(`${running.baseUrl}/users/2`, { method: 'DELETE', headers })
    expect((await ask(running, token)).status).toBe(401)
    await expect(signedIn(running, appOf(running), new Person('margaret_2'))).rejects.toThrow()
  })

  test('opens WebSockets too, in the name of its user', async () => {
    await using running = await served()
    const client = appOf(running, { scope: ['read:messages', 'write:messages'] })
    const session = await signedIn(running, client, new Person('margaret_2'))
    using socket = await exactClient(running, (await session.accessToken()).reveal())
    socket.send('subscribe', { room_id: 1 })
    socket.send('message', { room_id: 1, content: 'Hello' })
    expect((await socket.nextOf('message')).payload).toMatchObject({ username: 'margaret_2' })
    const reader = (await serviceOf(running).clientCredentials().accessToken()).reveal()
    await expect(exactClient(running, reader)).rejects.toThrow()
  })

  test('has an id of its own for the rate limit, and its owner sees that it is theirs alone', async () => {
    await using running = await serveSandbox({
      authorization: { accessTokens },
      rateLimit: { limit: 1, windowMs: 60_000 },
    })
    const token = (await serviceOf(running).clientCredentials().accessToken()).reveal()
    expect((await ask(running, token)).status).toBe(200)
    expect((await ask(running, token)).status).toBe(429)
    expect((await ask(running, running.apiKey)).status).toBe(200)
  })
})

test('a JWT says what RFC 9068 wants, and a forged one is refused', async () => {
  await using running = await serveSandbox({ authorization: { accessTokens: 'jwt' } })
  const session = await signedIn(running, appOf(running))
  const token = (await session.accessToken()).reveal()
  expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'at+jwt', alg: 'RS256', kid: 'sandbox-1' })
  expect(decodeJwt(token)).toMatchObject({
    iss: running.url,
    aud: 'veza-api',
    sub: '1',
    user_id: 1,
    client_id: 'sandbox-cli',
    scope: 'read:users',
  })
  const { privateKey } = await generateKeyPair('RS256')
  const forged = new SignJWT(decodeJwt(token)).setProtectedHeader({
    typ: 'at+jwt',
    alg: 'RS256',
    kid: 'sandbox-1',
  })
  expect((await ask(running, await forged.sign(privateKey))).status).toBe(401)
  const [header, claims] = token.split('.')
  expect((await ask(running, `${header}.${claims}.AAAA`)).status).toBe(401)
})

describe('a token that is bound to a key', () => {
  const dpopClient = (running: RunningSandbox) => appOf(running, { dpop: true })

  test('opens the API with a proof, and with none or another no door', async () => {
    await using running = await serveSandbox()
    const session = await signedIn(running, dpopClient(running))
    expect((await apiOf(running, session).users.get(1)).id).toBe(1)
    const url = `${running.baseUrl}/users/1`
    const { signal } = new AbortController()
    const proven = await session.authenticate({ method: 'GET', url, body: undefined, signal })
    const token = (proven['authorization'] ?? '').replace('DPoP ', '')
    const answers = {
      stolen: await ask(running, token),
      unproven: await fetch(url, { headers: { authorization: `DPoP ${token}` } }),
      first: await fetch(url, { headers: proven }),
      again: await fetch(url, { headers: proven }),
    }
    const seen = Object.entries(answers).map(([name, answer]) => [
      name,
      answer.status,
      /error="(\w+)"/.exec(challengeOf(answer) ?? '')?.[1],
    ])
    expect(seen).toEqual([
      ['stolen', 401, 'invalid_token'],
      ['unproven', 401, 'invalid_dpop_proof'],
      ['first', 200, undefined],
      ['again', 401, 'invalid_dpop_proof'],
    ])
    expect(challengeOf(answers.unproven)).toMatch(/^DPoP realm="veza", .*algs="ES256 EdDSA RS256 PS256"$/)
  })

  test('is proven by a proof that fits in every part', async () => {
    await using running = await serveSandbox()
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = await exportJWK(publicKey)
    const session = await signedIn(
      running,
      appOf(running, { dpop: (await exportJWK(privateKey)) as JsonWebKey }),
    )
    const token = (await session.accessToken()).reveal()
    const url = `${running.baseUrl}/users/1`
    const ath = createHash('sha256').update(token).digest('base64url')
    const proof = async (claims: object = {}, header: object = {}, key = privateKey) =>
      new SignJWT({
        htm: 'GET',
        htu: url,
        ath,
        jti: crypto.randomUUID(),
        iat: Math.floor(Date.now() / 1000),
        ...claims,
      })
        .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk, ...header })
        .sign(key)
    const send = async (dpop: string, scheme = 'DPoP') =>
      (await fetch(`${url}?a=b`, { headers: { authorization: `${scheme} ${token}`, dpop } })).status
    const other = await generateKeyPair('ES256')
    expect(await send(await proof())).toBe(200)
    const wrong: [string, Promise<string>][] = [
      ['another method', proof({ htm: 'POST' })],
      ['another address', proof({ htu: `${running.baseUrl}/users/2` })],
      ['no address', proof({ htu: 1 })],
      ['another token', proof({ ath: 'x' })],
      ['an old one', proof({ iat: Math.floor(Date.now() / 1000) - 60 })],
      ['no time', proof({ iat: 'now' })],
      ['no id', proof({ jti: undefined })],
      ['a long id', proof({ jti: 'x'.repeat(600) })],
      ['another type', proof({}, { typ: 'JWT' })],
      ['another key', proof({}, { jwk: await exportJWK(other.publicKey) }, other.privateKey)],
      ['another signature', proof({}, {}, other.privateKey)],
      ['no proof', Promise.resolve('nonsense')],
    ]
    for (const [what, made] of wrong) expect([what, await send(await made)]).toEqual([what, 401])
    expect(await send(await proof(), 'Bearer')).toBe(401)
    const plain = (await serviceOf(running).clientCredentials().accessToken()).reveal()
    const asDpop = await fetch(url, { headers: { authorization: `DPoP ${plain}`, dpop: await proof() } })
    expect([asDpop.status, challengeOf(asDpop)]).toEqual([401, expect.stringContaining('bound to no key')])
  })

  test('carries the nonce of the server where it asks for one', async () => {
    await using running = await serveSandbox({ tokens: { dpopNonce: true } })
    const session = await signedIn(running, dpopClient(running))
    const url = `${running.baseUrl}/users/1`
    const { signal } = new AbortController()
    const veza = apiOf(running, session)
    expect((await veza.users.get(1)).id).toBe(1)
    // The nonce came with the tokens: API and authorization server are one origin, and know each other's.
    expect(timesAsked(running, '/v1/users/1')).toBe(1)
    const proven = await session.authenticate({ method: 'GET', url, body: undefined, signal })
    expect(decodeJwt(proven['dpop'] ?? '')).toHaveProperty('nonce')
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const other = await signedIn(
      running,
      appOf(running, { dpop: (await exportJWK(privateKey)) as JsonWebKey }),
    )
    for (const nonce of [undefined, 'nobody gave this one']) {
      const headers = await provenBy(privateKey, other, url, { nonce })
      const refused = await fetch(url, { headers })
      expect([refused.status, refused.headers.get('dpop-nonce')]).toEqual([401, expect.any(String)])
      expect(challengeOf(refused)).toContain('error="use_dpop_nonce"')
      const next = { nonce: refused.headers.get('dpop-nonce') }
      expect((await fetch(url, { headers: await provenBy(privateKey, other, url, next) })).status).toBe(200)
    }
  })

  test('asks once more when the nonce has grown old', async () => {
    let now = Date.now()
    await using running = await serveSandbox({ now: () => now, tokens: { dpopNonce: true } })
    const clock = { now: () => now, sleep: () => new Promise<void>(() => undefined) }
    const veza = apiOf(running, await signedIn(running, appOf(running, { dpop: true, clock })))
    const counts: number[] = []
    for (const [id, waitMs] of [61_000, 61_000, 400_000, 0].entries()) {
      await veza.users.get(id + 1)
      counts.push(timesAsked(running, `/v1/users/${id + 1}`))
      now += waitMs
    }
    expect(counts).toEqual([1, 1, 2, 2])
  })
})

/** The headers of a request with a proof that is made by hand. */
async function provenBy(key: CryptoKey, session: Session, url: string, claims: object) {
  const token = (await session.accessToken()).reveal()
  const { d: _, ...jwk } = await exportJWK(key)
  const ath = createHash('sha256').update(token).digest('base64url')
  const iat = Math.floor(Date.now() / 1000)
  const proof = new SignJWT({ htm: 'GET', htu: url, ath, jti: crypto.randomUUID(), iat, ...claims })
  const dpop = await proof.setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk }).sign(key)
  return { authorization: `DPoP ${token}`, dpop }
}

test('a client that is registered while the sandbox runs is known at once', async () => {
  await using running = await serveSandbox()
  const post = (path: string, body: unknown) =>
    fetch(`${running.url}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })
  const metadata = {
    client_id: 'late',
    client_secret: 'a-secret-that-is-long-enough',
    grant_types: ['client_credentials'],
  }
  expect((await post('clients', metadata)).status).toBe(204)
  const session = serviceOf(running, { clientId: 'late' })
  await expect(session.clientCredentials().accessToken()).rejects.toMatchObject({
    code: 'AUTH_CLIENT_REFUSED',
  })
  const { clientSecret } = await import('@veza/auth/oauth')
  const client = oauth({
    clientId: 'late',
    clientAuth: clientSecret(metadata.client_secret),
    issuer: running.url,
    scope: ['read:users'],
  })
  expect((await apiOf(running, client.clientCredentials()).users.get(1)).id).toBe(1)
  for (const [body, why] of [
    [{}, 'client_id'],
    [{ client_id: 'x', redirect_uris: ['nonsense'] }, 'cannot be registered'],
  ] as const) {
    const refused = await post('clients', body)
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(why)])
  }
})
