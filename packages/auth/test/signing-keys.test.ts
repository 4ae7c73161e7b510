import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { localKeys, type SelfSignedJwtOptions, selfSignedJwt, verifyJwt } from '../src/index.ts'
import { clientSecret, jwtBearer, oauth, privateKeyJwt } from '../src/oauth/index.ts'
import { endpointsOf, service } from './support/clients.ts'
import { oidcServer } from './support/oidc-server.ts'
import { request } from './support/session-rig.ts'

const claims = { issuer: 'my-app', userId: 42, permissions: ['read:users'] }
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()

afterEach(() => {
  vi.unstubAllEnvs()
})

async function tokenFrom(options: Partial<SelfSignedJwtOptions>): Promise<string> {
  const { authorization = '' } = await selfSignedJwt({ ...claims, ...options }).authenticate(request)
  return authorization.slice('Bearer '.length)
}

describe('a token is signed by', () => {
  const kinds: [string, { privateKey: KeyObject; publicKey: KeyObject }, string][] = [
    ['RSA', rsa, 'RS256'],
    ['P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'ES256'],
    ['P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' }), 'ES384'],
    ['P-521', generateKeyPairSync('ec', { namedCurve: 'P-521' }), 'ES512'],
    ['Ed25519', generateKeyPairSync('ed25519'), 'EdDSA'],
  ]
  test.each(kinds)(
    'an %s key, as a JWK, as PEM and as a CryptoKey',
    async (_, { privateKey, publicKey }, expected) => {
      const algorithm = expected as 'ES256'
      const jwk = privateKey.export({ format: 'jwk' })
      const names: Readonly<Record<string, object>> = {
        RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
        ES256: { name: 'ECDSA', namedCurve: 'P-256' },
        ES384: { name: 'ECDSA', namedCurve: 'P-384' },
        ES512: { name: 'ECDSA', namedCurve: 'P-521' },
        EdDSA: { name: 'Ed25519' },
      }
      const imported = names[expected] as EcKeyImportParams
      const cryptoKey = await crypto.subtle.importKey('jwk', jwk, imported, false, ['sign'])
      const keys = localKeys({ keys: [publicKey.export({ format: 'jwk' })] })
      const ways: Partial<SelfSignedJwtOptions>[] = [
        { privateKey: jwk },
        { privateKey: { ...jwk, alg: expected } as JsonWebKey },
        { privateKey: pemOf(privateKey), algorithm },
        { privateKey: cryptoKey },
      ]
      for (const way of ways) {
        const options = { keys, issuer: 'my-app', audience: 'veza-api', algorithms: [algorithm] }
        const verified = await verifyJwt(await tokenFrom(way), options)
        expect(verified).toMatchObject({
          algorithm: expected,
          claims: { user_id: 42, permissions: ['read:users'] },
        })
      }
    },
  )

  test('the key in VEZA_PRIVATE_KEY, on one line', async () => {
    expect(() => selfSignedJwt(claims)).toThrow(/VEZA_PRIVATE_KEY/)
    expect(() => privateKeyJwt()).toThrow(/VEZA_PRIVATE_KEY/)
    expect(() => jwtBearer({ issuer: 'a', subject: 'b' })).toThrow(/VEZA_PRIVATE_KEY/)
    vi.stubEnv('VEZA_PRIVATE_KEY', pemOf(rsa.privateKey).replaceAll('\n', '\\n'))
    const keys = localKeys({ keys: [{ ...rsa.publicKey.export({ format: 'jwk' }), kid: 'k' } as JsonWebKey] })
    const verified = await verifyJwt(await tokenFrom({ keyId: 'k' }), {
      keys,
      issuer: 'my-app',
      audience: 'veza-api',
    })
    expect(verified.keyId).toBe('k')
    expect(privateKeyJwt({ audience: 'a' }).method).toBe('private_key_jwt')
  })
})

test('what is no private key is refused, with what to do about it', async () => {
  const pkcs1 = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const encrypted = rsa.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'a' })
    .toString()
  const { publicKey: verifying } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  const wrong: [unknown, RegExp][] = [
    [pkcs1, /openssl pkcs8 -topk8/],
    [encrypted, /It is encrypted/],
    [rsa.publicKey.export({ type: 'spki', format: 'pem' }), /That is the public key/],
    ['./key.pem', /not its path/],
    [rsa.publicKey.export({ format: 'jwk' }), /holds no private key/],
    [verifying, /private CryptoKey/],
    [42, /Pass a PEM text/],
  ]
  for (const [privateKey, remedy] of wrong)
    expect(() => selfSignedJwt({ ...claims, privateKey: privateKey as string })).toThrow(remedy)
  const damaged = pemOf(rsa.privateKey).replace(/\n\w{20}/, '\nAAAAAAAAAAAAAAAAAAAA')
  await expect(tokenFrom({ privateKey: damaged })).rejects.toMatchObject({ code: 'INVALID_OPTION' })
  await expect(tokenFrom({ privateKey: pemOf(rsa.privateKey), algorithm: 'ES256' })).rejects.toMatchObject({
    code: 'INVALID_OPTION',
  })
  await expect(
    tokenFrom({ privateKey: { kty: 'EC', crv: 'P-256', x: 'a', y: 'b', d: 'c' } }),
  ).rejects.toThrow()
})

test('options of a self-signed token are checked', () => {
  const privateKey = pemOf(rsa.privateKey)
  const wrong: object[] = [
    { userId: 1.5 },
    { permissions: 'read:users' },
    { issuer: '' },
    { lifeMs: 3_600_001 },
    { lifeMs: 1 },
    { claims: [] },
    { claims: { exp: 1 } },
    { algorithm: 'HS256' },
    { unknown: 1 },
  ]
  for (const one of wrong)
    expect(() => selfSignedJwt({ ...claims, privateKey, ...one })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
})

test('a self-signed token is signed once, and anew when a fifth of its life is left', async () => {
  let now = Date.now()
  const clock = { now: () => now, sleep: () => Promise.resolve() }
  const options = {
    ...claims,
    privateKey: pemOf(rsa.privateKey),
    claims: { tenant: 'a' },
    audience: 'other',
    clock,
  }
  const auth = selfSignedJwt(options)
  const [first, ...others] = await Promise.all(
    Array.from({ length: 20 }, async () => auth.authenticate(request)),
  )
  expect(others.every((one) => one === first)).toBe(true)
  now += 479_000
  expect(auth.authenticate(request)).toBe(first)
  now += 2000
  expect(await auth.authenticate(request)).not.toBe(first)
  const keys = localKeys({ keys: [rsa.publicKey.export({ format: 'jwk' })] })
  const token = first?.['authorization']?.slice(7) ?? ''
  expect((await verifyJwt(token, { keys, issuer: 'my-app', audience: 'other' })).claims['tenant']).toBe('a')
  expect(await auth.refresh?.(first ?? {}, request.signal)).toBe(true)
})

describe('tokens are bound to', () => {
  const bound = { ...service, dpop_bound_access_tokens: true }
  test('a private JWK, or a key pair with a name, and to nothing else', async () => {
    await using server = await oidcServer({ clients: [bound] })
    const pairs = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ])
    const jwks = [generateKeyPairSync('ec', { namedCurve: 'P-256' }), generateKeyPairSync('ed25519')].map(
      ({ privateKey }) => privateKey.export({ format: 'jwk' }) as JsonWebKey,
    )
    for (const dpop of [...jwks, { keyPair: pairs, id: 'page' }]) {
      const clientAuth = clientSecret(service.client_secret)
      const client = oauth({ clientId: 'service', clientAuth, dpop, ...endpointsOf(server.issuer) })
      const session = client.clientCredentials()
      const headers = await session.authenticate(request)
      expect(headers['authorization']).toMatch(/^DPoP /)
      expect(headers['dpop']).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    }
    expect(server.errors).toEqual([])
  })

  test('what is no key is refused', async () => {
    const { keyPair } = { keyPair: await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']) }
    for (const dpop of [
      { keyPair, id: '' },
      { kty: 'RSA', n: 'a' },
      { kty: 'EC', crv: 'P-256', x: 'a' },
    ])
      expect(() => oauth({ clientId: 'a', dpop })).toThrow(
        expect.objectContaining({ code: 'INVALID_OPTION' }),
      )
    const client = oauth({ clientId: 'a', dpop: { kty: 'EC', crv: 'P-256', x: 'a', y: 'b', d: 'c' } })
    await expect(client.clientCredentials().accessToken()).rejects.toMatchObject({ code: 'INVALID_OPTION' })
  })
})

test('options of a client are checked', () => {
  const wrong: object[] = [
    { clientId: '' },
    { clientAuth: 'secret' },
    { scope: 'a b' },
    { scope: ['a b'] },
    { redirectUri: 'not a url' },
    { redirectUri: 'https://a.example/#b' },
    { redirectUri: 'https://a.example/?b=c' },
    { tokenUrl: 'https://a.example/#b' },
    { store: {} },
    { tokenParameters: { a: 1 } },
    { timeoutMs: 0 },
    { dpop: 'yes' },
    { unknown: 1 },
  ]
  for (const one of wrong)
    expect(() => oauth({ clientId: 'a', ...one })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
  expect(() => oauth()).toThrow(/VEZA_CLIENT_ID/)
  vi.stubEnv('VEZA_CLIENT_ID', 'from-the-environment')
  vi.stubEnv('VEZA_CLIENT_SECRET', 'a-secret')
  expect(() => oauth()).not.toThrow()
  expect(() => clientSecret(undefined, 'jwt' as 'post')).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION' }),
  )
})

test('what a client has no endpoint for is refused before anything is sent', async () => {
  const client = oauth({ clientId: 'a' })
  const works = [
    () => client.introspect('a'),
    () => client.revoke('a'),
    () => client.startDeviceSignIn(),
    () => client.startSignIn(),
  ]
  for (const work of works) await expect(work()).rejects.toMatchObject({ code: 'INVALID_OPTION' })
})
