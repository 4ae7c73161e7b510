import { generateKeyPairSync } from 'node:crypto'
import { selfSignedJwt } from '@veza/auth'
import { clientSecret, jwtBearer, oauth, privateKeyJwt } from '@veza/auth/oauth'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { importPKCS8, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { apiOf, ask, secret } from './clients.ts'

function keyPair(algorithm: string) {
  const { privateKey, publicKey } =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : algorithm === 'EdDSA'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { pem, jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'k1' } as JsonWebKey }
}

const algorithms = ['RS256', 'ES256', 'EdDSA'] as const

describe.each(algorithms)('a token that an app signs by %s', (algorithm) => {
  test('opens the API where its key is registered, for the user and the permissions it names', async () => {
    const { pem, jwk } = keyPair(algorithm)
    await using running = await serveSandbox({ signingKeys: [{ issuer: 'your-app', key: jwk }] })
    const auth = selfSignedJwt({
      privateKey: pem,
      keyId: 'k1',
      algorithm,
      issuer: 'your-app',
      userId: 2,
      permissions: ['read:users', 'write:messages'],
    })
    const veza = apiOf(running, auth)
    expect((await veza.users.get(2)).id).toBe(2)
    expect((await veza.chat.messages.send({ roomId: 1, content: 'Hello' })).userId).toBe(2)
    await expect(veza.streams.get(1)).rejects.toMatchObject({ status: 403 })
  })

  test('is refused where nobody knows the key', async () => {
    await using running = await serveSandbox()
    const auth = selfSignedJwt({
      privateKey: keyPair(algorithm).pem,
      algorithm,
      issuer: 'your-app',
      userId: 1,
      permissions: ['read:users'],
    })
    await expect(apiOf(running, auth).users.get(1)).rejects.toMatchObject({ status: 401 })
  })
})

describe('what a self-signed token says is checked', () => {
  const { pem, jwk } = keyPair('RS256')
  const nowS = () => Math.floor(Date.now() / 1000)
  const right = () => ({
    iss: 'your-app',
    aud: 'veza-api',
    user_id: 1,
    permissions: ['read:users'],
    iat: nowS(),
    nbf: nowS(),
    exp: nowS() + 600,
  })

  test.each<[string, number, object, object?]>([
    ["the guide's own claims, without kid and jti", 200, {}, { kid: undefined }],
    ['with a kid', 200, {}],
    ['a list of audiences', 200, { aud: ['x', 'veza-api'] }],
    ['an hour', 200, { exp: nowS() + 3600 }],
    ['another audience', 401, { aud: 'other-api' }],
    ['no audience', 401, { aud: undefined }],
    ['another issuer', 401, { iss: 'somebody' }],
    ['no issuer', 401, { iss: undefined }],
    ['expired', 401, { exp: nowS() - 10 }],
    ['no end', 401, { exp: undefined }],
    ['more than an hour', 401, { exp: nowS() + 3700 }],
    ['not yet valid', 401, { nbf: nowS() + 60 }],
    ['from the future', 401, { iat: nowS() + 60 }],
    ['no beginning', 401, { iat: undefined }],
    ['a user who is not there', 401, { user_id: 9999 }],
    ['a user id as text', 401, { user_id: '1' }],
    ['permissions as text', 401, { permissions: 'read:users' }],
    ['permissions that are no texts', 401, { permissions: [1] }],
    ['too few permissions', 403, { permissions: ['read:streams'] }],
    ['no permissions', 403, { permissions: [] }],
    ['another kid', 401, {}, { kid: 'k2' }],
    ['the type of an access token', 401, {}, { typ: 'at+jwt' }],
    ['the type of a proof', 401, {}, { typ: 'dpop+jwt' }],
    ['the usual type', 200, {}, { typ: 'JWT' }],
  ])('%s: %d', async (_, status, claims, header = {}) => {
    await using running = await serveSandbox({ signingKeys: [{ issuer: 'your-app', key: jwk }] })
    const whole = new SignJWT({ ...right(), ...claims }).setProtectedHeader({
      alg: 'RS256',
      kid: 'k1',
      ...header,
    })
    expect((await ask(running, await whole.sign(await importPKCS8(pem, 'RS256')))).status).toBe(status)
  })

  test('and no symmetric signature by the public key is taken', async () => {
    await using running = await serveSandbox({ signingKeys: [{ issuer: 'your-app', key: jwk }] })
    const forged = new SignJWT(right()).setProtectedHeader({ alg: 'HS256', kid: 'k1' })
    const token = await forged.sign(new TextEncoder().encode(JSON.stringify(jwk)))
    expect((await ask(running, token)).status).toBe(401)
    const unsigned = [{ alg: 'none' }, right()].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    )
    expect((await ask(running, `${unsigned.join('.')}.`)).status).toBe(401)
  })
})

test('a key is registered while the sandbox runs, and takes the place of the one with its kid', async () => {
  await using running = await serveSandbox()
  const [old, next] = [keyPair('ES256'), keyPair('ES256')]
  const register = (key: unknown) =>
    fetch(`${running.url}/_sandbox/signing-keys`, {
      method: 'POST',
      body: JSON.stringify({ issuer: 'app', key }),
    })
  const works = async (pem: string) => {
    const auth = selfSignedJwt({
      privateKey: pem,
      keyId: 'k1',
      algorithm: 'ES256',
      issuer: 'app',
      userId: 1,
      permissions: ['read:users'],
    })
    return apiOf(running, auth)
      .users.get(1)
      .then(
        () => true,
        () => false,
      )
  }
  expect((await register(old.jwk)).status).toBe(204)
  expect([await works(old.pem), await works(next.pem)]).toEqual([true, false])
  expect((await register(next.jwk)).status).toBe(204)
  expect([await works(old.pem), await works(next.pem)]).toEqual([false, true])
  for (const wrong of [undefined, 'x', { kty: 'oct', k: 'x' }, { ...old.jwk, d: 'private' }])
    expect((await register(wrong)).status).toBe(400)
})

describe('a client that proves itself by a key', () => {
  test.each(algorithms)('private_key_jwt, %s', async (algorithm) => {
    const { pem, jwk } = keyPair(algorithm)
    await using running = await withSigner(jwk)
    const client = oauth({
      clientId: 'signer',
      clientAuth: privateKeyJwt({ privateKey: pem, keyId: 'k1', algorithm }),
      issuer: running.url,
      scope: ['read:users'],
    })
    expect((await apiOf(running, client.clientCredentials()).users.get(1)).id).toBe(1)
  })
})

function withSigner(jwk: JsonWebKey): Promise<RunningSandbox> {
  const clients = [
    {
      client_id: 'signer',
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['client_credentials'],
      jwks: { keys: [jwk] },
    },
  ]
  return serveSandbox({ authorization: { clients } })
}

describe('an app that vouches for a user', () => {
  const { pem, jwk } = keyPair('ES256')
  const bearing = (running: RunningSandbox, subject: string, issuer = 'my-app') =>
    oauth({
      clientId: 'sandbox-service',
      clientAuth: clientSecret(secret),
      issuer: running.url,
      scope: ['read:users', 'manage:keys'],
    }).bearerGrant(jwtBearer({ privateKey: pem, keyId: 'k1', algorithm: 'ES256', issuer, subject }))

  test.each(['2', 'margaret_2', 'margaret.2@example.com'])('gets a token for %s', async (subject) => {
    await using running = await serveSandbox({ signingKeys: [{ issuer: 'my-app', key: jwk }] })
    const session = bearing(running, subject)
    const me = await ask(running, (await session.accessToken()).reveal(), '/auth/me')
    expect(await me.json()).toMatchObject({ id: 2 })
    const veza = apiOf(running, session)
    expect((await veza.users.get(2)).id).toBe(2)
    // No more than the user has.
    await expect(veza.apiKeys.create({ name: 'k', permissions: [] })).rejects.toMatchObject({ status: 403 })
  })

  test('gets none for who is not there, or where its key is not known', async () => {
    await using running = await serveSandbox({ signingKeys: [{ issuer: 'my-app', key: jwk }] })
    for (const session of [bearing(running, 'nobody'), bearing(running, '2', 'other-app')])
      await expect(session.accessToken()).rejects.toMatchObject({ code: 'AUTH_GRANT_REFUSED' })
  })
})
