import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Session } from '../src/index.ts'
import { clientSecret, jwtBearer, oauth, privateKeyJwt } from '../src/oauth/index.ts'
import { Browser } from './support/browser.ts'
import { oidcServer } from './support/oidc-server.ts'
import { request } from './support/session-rig.ts'

const redirectUri = 'https://app.example/callback'
const spa = {
  client_id: 'spa',
  token_endpoint_auth_method: 'none',
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  response_types: ['code'],
}
const service = {
  client_id: 'service',
  client_secret: 'service-secret-0123456789',
  token_endpoint_auth_method: 'client_secret_basic',
  redirect_uris: [],
  response_types: [],
  grant_types: ['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
}

const endpointsOf = (issuer: string) => ({
  issuer,
  authorizationUrl: `${issuer}/auth`,
  tokenUrl: `${issuer}/token`,
  revocationUrl: `${issuer}/token/revocation`,
  introspectionUrl: `${issuer}/token/introspection`,
  deviceAuthorizationUrl: `${issuer}/device/auth`,
})

async function tokenOf(session: Session): Promise<string> {
  return (await session.accessToken()).reveal()
}

describe('authorization code with PKCE', () => {
  test('signs in, serves the token, refreshes with rotation, signs out', async () => {
    await using server = await oidcServer({ clients: [spa] })
    const client = oauth({
      clientId: 'spa',
      redirectUri,
      scope: ['openid', 'offline_access', 'read:users'],
      minRefreshIntervalMs: 0,
      ...endpointsOf(server.issuer),
    })
    const { url, pending } = await client.startSignIn()
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
    const callback = await new Browser().visit(url, redirectUri)
    const session = await client.finishSignIn(callback, pending)
    const first = await tokenOf(session)
    expect(await server.isAccepted(first)).toBe(true)
    const rejected = await session.authenticate(request)
    expect(await session.refresh(rejected, request.signal)).toBe(true)
    const second = await tokenOf(session)
    expect(second).not.toBe(first)
    expect(server.memory.rotations).toBe(1)
    expect(await client.introspect(second)).toMatchObject({ active: true, clientId: 'spa', subject: 'alice' })
    await session.signOut()
    expect(await server.isAccepted(second)).toBe(false)
    expect(server.errors).toEqual([])
  })

  test('works by discovery alone', async () => {
    await using server = await oidcServer({ clients: [spa] })
    const client = oauth({
      clientId: 'spa',
      redirectUri,
      issuer: server.issuer,
      discover: true,
      scope: ['openid'],
    })
    const { url, pending } = await client.startSignIn()
    const session = await client.finishSignIn(await new Browser().visit(url, redirectUri), pending)
    expect(await server.isAccepted(await tokenOf(session))).toBe(true)
    expect(server.requests.filter((path) => path.includes('well-known'))).toHaveLength(1)
  })
})

test('client credentials by secret in the header and in the body', async () => {
  const post = { ...service, client_id: 'poster', token_endpoint_auth_method: 'client_secret_post' }
  await using server = await oidcServer({ clients: [service, post] })
  for (const [clientId, method] of [
    ['service', 'basic'],
    ['poster', 'post'],
  ] as const) {
    const clientAuth = clientSecret(service.client_secret, method)
    const session = oauth({ clientId, clientAuth, ...endpointsOf(server.issuer) }).clientCredentials()
    expect(await server.isAccepted(await tokenOf(session))).toBe(true)
  }
})

test.each([
  ['RS256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ['EdDSA', generateKeyPairSync('ed25519')],
] as const)('private_key_jwt by %s', async (algorithm, { privateKey, publicKey }) => {
  const { client_secret: _, ...rest } = service
  const registered = {
    ...rest,
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] },
  }
  await using server = await oidcServer({ clients: [registered] })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const clientAuth = privateKeyJwt({ privateKey: pem, keyId: 'k1', algorithm })
  const session = oauth({
    clientId: 'service',
    clientAuth,
    ...endpointsOf(server.issuer),
  }).clientCredentials()
  const token = await tokenOf(session).catch((error: unknown) => error)
  expect([token, server.errors]).toEqual([expect.any(String), []])
})

test('token exchange by a JWT bearer assertion', async () => {
  await using server = await oidcServer({ clients: [service] })
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const client = oauth({
    clientId: 'service',
    clientAuth: clientSecret(service.client_secret),
    ...endpointsOf(server.issuer),
  })
  const session = client.bearerGrant(jwtBearer({ privateKey: pem, issuer: 'my-app', subject: 'alice' }))
  expect(await server.isAccepted(await tokenOf(session))).toBe(true)
})

test('pushed authorization requests', async () => {
  await using server = await oidcServer({ clients: [spa] })
  const client = oauth({
    clientId: 'spa',
    redirectUri,
    scope: ['openid'],
    pushedAuthorizationUrl: `${server.issuer}/request`,
    ...endpointsOf(server.issuer),
  })
  const { url, pending } = await client.startSignIn()
  expect([...new URL(url).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
  const session = await client.finishSignIn(await new Browser().visit(url, redirectUri), pending)
  expect(await server.isAccepted(await tokenOf(session))).toBe(true)
})

test('DPoP with a nonce that the server demands', async () => {
  await using server = await oidcServer({ clients: [spa], dpopNonce: true })
  const client = oauth({
    clientId: 'spa',
    redirectUri,
    scope: ['openid'],
    dpop: true,
    ...endpointsOf(server.issuer),
  })
  const { url, pending } = await client.startSignIn()
  const session = await client.finishSignIn(await new Browser().visit(url, redirectUri), pending)
  const headers = await session.authenticate({ ...request, method: 'GET', url: `${server.issuer}/me` })
  expect(headers['authorization']).toMatch(/^DPoP /)
  // The user info endpoint is an API of the provider's: it checks the proof for real, and asks for a nonce.
  const answer = await fetch(`${server.issuer}/me`, { headers })
  if (answer.status === 401) {
    expect(await session.refresh(headers, request.signal, answer)).toBe(true)
    const again = await session.authenticate({ ...request, method: 'GET', url: `${server.issuer}/me` })
    expect((await fetch(`${server.issuer}/me`, { headers: again })).status).toBe(200)
  } else expect(answer.status).toBe(200)
})
