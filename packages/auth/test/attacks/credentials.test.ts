import { generateKeyPairSync } from 'node:crypto'
import { isVezaError } from '@veza/resilience'
import { ManualClock } from '@veza/resilience/testing'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { json, scriptedServer } from '../../../http/test/scripted-server.ts'
import {
  apiKey,
  memoryTokenStore,
  passwordLogin,
  remoteKeys,
  selfSignedJwt,
  verifySignedRequest,
} from '../../src/index.ts'
import { clientSecret, jwtBearer, oauth, privateKeyJwt } from '../../src/oauth/index.ts'
import { request } from '../support/session-rig.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const token = { issuer: 'my-app', userId: 42, permissions: ['read:users'] }

function refusalOf(make: () => unknown): { code: string; message: string } {
  try {
    make()
  } catch (error) {
    if (isVezaError(error)) return error
    throw error
  }
  throw new Error('It was let in')
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

describe('attack 5: a key or a secret', () => {
  const bad = [
    'veza_live_a\r\nx-admin: 1',
    'veza_live_\0',
    'veza_live_é',
    'veza_live_ a',
    ' veza_live_a',
    'veza_live_a\n',
    '',
    'Bearer veza_live_a',
  ]
  test.each(bad)('like %j is refused at once, and not quoted', (key) => {
    const makers = [
      () => apiKey(key),
      () => apiKey('veza_live_a', { secret: key, scheme: 'hmac' }),
      () => apiKey('veza_live_a', { secret: key, scheme: 'basic' }),
      () => clientSecret(key),
    ]
    for (const make of makers) {
      const { code, message } = refusalOf(make)
      expect(code).toBe('INVALID_OPTION')
      if (key.length > 8) expect(message).not.toContain(key)
    }
  })

  test('that is a text pasted where an option belongs is not quoted either', () => {
    const { message } = refusalOf(() => apiKey('veza_live_a', { ['sk_live_canary']: true } as object))
    expect(message).not.toContain('canary')
  })
})

test('attack 6: a secret in a URL is refused wherever a URL is taken', () => {
  const url = 'https://user:canary@api.veza.app/token'
  const makers = [
    () => oauth({ clientId: 'a', tokenUrl: url }),
    () => oauth({ clientId: 'a', issuer: url }),
    () => remoteKeys(url),
    () => passwordLogin({ user: 'a', password: 'b', baseUrl: url }),
  ]
  for (const make of makers) expect(refusalOf(make).message).not.toContain('canary')
})

test('attack 26: plain http is for this machine only, whoever asks for it', () => {
  vi.stubEnv('VEZA_BASE_URL', 'http://api.veza.app/v1')
  const makers = [
    () => oauth({ clientId: 'a', issuer: 'http://api.veza.app' }),
    () => oauth({ clientId: 'a', tokenUrl: 'http://api.veza.app/token' }),
    () => oauth({ clientId: 'a', redirectUri: 'http://app.example/callback' }),
    () => oauth({ clientId: 'a', redirectUri: 'javascript:alert(1)' }),
    () => remoteKeys('http://api.veza.app/jwks'),
    () => remoteKeys('ftp://127.0.0.1/jwks'),
    () => passwordLogin({ user: 'a', password: 'b' }),
  ]
  for (const make of makers) expect(refusalOf(make).code).toBe('INVALID_OPTION')
  for (const host of ['127.0.0.1', 'localhost', '[::1]', 'veza.localhost', '127.1.2.3'])
    expect(() => oauth({ clientId: 'a', issuer: `http://${host}:1` })).not.toThrow()
  for (const host of ['127.0.0.1.evil.example', 'localhost.evil.example', '0.0.0.0', '[::]'])
    expect(refusalOf(() => oauth({ clientId: 'a', issuer: `http://${host}` })).code).toBe('INVALID_OPTION')
})

describe('attack 25: in a browser', () => {
  const inPage = () => {
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' })
    vi.stubGlobal('process', undefined)
  }

  test('secrets and private keys are refused at construction', () => {
    inPage()
    const makers = [
      () => clientSecret('a-secret'),
      () => apiKey('veza_live_a', { secret: 'a-secret', scheme: 'hmac' }),
      () => apiKey('veza_live_a', { secret: 'a-secret', scheme: 'basic' }),
      () => apiKey('sk_live_a', { prefix: '' }),
      () => selfSignedJwt({ ...token, privateKey: pem }),
      () => privateKeyJwt({ privateKey: pem }),
      () => jwtBearer({ privateKey: pem, issuer: 'a', subject: 'b' }),
      () => oauth({ clientId: 'a', dpop: { kty: 'EC', crv: 'P-256', x: 'a', y: 'b', d: 'c' } }),
    ]
    for (const make of makers) expect(refusalOf(make).message).toContain('in a browser')
  })

  test('a public client with PKCE, and a key that the page cannot read, are welcome', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const keys = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
    inPage()
    expect(() => oauth({ clientId: 'a', dpop: true })).not.toThrow()
    expect(() => selfSignedJwt({ ...token, privateKey: keys.privateKey })).not.toThrow()
    expect(() => apiKey('veza_test_a')).not.toThrow()
  })
})

describe('attack 24: a signed request', () => {
  const key = 'veza_test_1234'
  const secret = 'sk_test_abcdef'
  const sign = async (changes: object = {}, clock = new ManualClock()) => {
    const auth = apiKey(key, { secret, scheme: 'hmac', clock })
    const sent = { ...request, method: 'POST', url: 'https://api.veza.app/v1/a?b=c%20d', body: '{"a":1}' }
    const { authorization = '' } = await auth.authenticate(sent)
    return { ...sent, authorization, ...changes }
  }
  const clock = new ManualClock()
  const options = { secretOf: (name: string) => (name === key ? secret : undefined), clock }

  test('is verified, with text, bytes or no body', async () => {
    expect(await verifySignedRequest(await sign(), options)).toBe(key)
    const bytes = new TextEncoder().encode('{"a":1}')
    expect(await verifySignedRequest(await sign({ body: bytes }), options)).toBe(key)
  })

  test('is refused when any part of it was changed', async () => {
    const { authorization } = await sign()
    const changes = [
      { method: 'PUT' },
      { url: 'https://api.veza.app/v1/a?b=c%20e' },
      { url: 'https://evil.example/v1/a?b=c%20d' },
      { url: 'not a url' },
      { body: '{"a":2}' },
      { body: undefined },
      { authorization: undefined },
      { authorization: authorization.replace(key, 'veza_test_9999') },
      { authorization: authorization.replace(/timestamp="\d+"/, 'timestamp="1782864000001"') },
      { authorization: authorization.replace(/nonce="[^"]+"/, 'nonce="00000000"') },
      { authorization: authorization.replace(/.{2}"$/, '00"') },
      { authorization: authorization.slice(0, -2) },
      { authorization: `${authorization}, extra="1"` },
      { authorization: 'a'.repeat(3000) },
    ]
    for (const change of changes) {
      await expect(verifySignedRequest(await sign(change), options)).rejects.toMatchObject({
        code: 'AUTH_INVALID_CREDENTIALS',
      })
    }
  })

  test('is refused when it is old, or was seen before', async () => {
    const late = new ManualClock({ now: clock.now() + 300_001 })
    await expect(verifySignedRequest(await sign(), { ...options, clock: late })).rejects.toMatchObject({
      code: 'AUTH_INVALID_CREDENTIALS',
    })
    const seen = new Set<string>()
    const isNew = (nonce: string) => !seen.has(nonce) && seen.add(nonce).size > 0
    const signed = await sign()
    await verifySignedRequest(signed, { ...options, isNew })
    await expect(verifySignedRequest(signed, { ...options, isNew })).rejects.toThrow(/sent before/)
  })

  test('costs the same whether the key is known or not, and wherever the signature differs', async () => {
    const signed = await sign()
    const unknown = { ...options, secretOf: () => undefined }
    const wrongAt = (at: number) => {
      const digits = /signature="(\w+)"/.exec(signed.authorization)?.[1] ?? ''
      const digit = digits[at] === '0' ? '1' : '0'
      const changed = digits.slice(0, at) + digit + digits.slice(at + 1)
      return { ...signed, authorization: signed.authorization.replace(digits, changed) }
    }
    const time = async (work: () => Promise<unknown>) => {
      const before = performance.now()
      for (let times = 0; times < 50; times++) await work().catch(() => undefined)
      return performance.now() - before
    }
    const kinds = [
      () => verifySignedRequest(wrongAt(0), options),
      () => verifySignedRequest(wrongAt(63), options),
      () => verifySignedRequest(signed, unknown),
    ]
    const rounds: number[][] = kinds.map(() => [])
    for (let round = 0; round < 9; round++)
      for (const [index, kind] of kinds.entries()) rounds[index]?.push(await time(kind))
    const quietest = rounds.map((times) => Math.min(...times))
    // No early exit would be as small as the noise of a shared machine; a missing HMAC would not.
    expect(Math.max(...quietest) / Math.min(...quietest)).toBeLessThan(2)
  })
})

describe('attack 27: tenants', () => {
  test('never share a token, whatever their names are', async () => {
    const name = fc.string({
      minLength: 1,
      maxLength: 6,
      unit: fc.constantFrom('a', 'b', '"', ',', '[', ']', '\\', '|', ':'),
    })
    const tenant = fc.record({
      clientId: name,
      account: name,
      scope: fc.uniqueArray(fc.constantFrom('a', 'b', 'a,b', 'c'), { minLength: 1 }),
    })
    await using server = await scriptedServer((response, { headers }) => {
      const id = Buffer.from(headers.authorization?.slice(6) ?? '', 'base64').toString()
      json(response, {
        access_token: `of-${Buffer.from(id).toString('hex')}-${crypto.randomUUID()}`,
        token_type: 'Bearer',
        expires_in: 600,
      })
    })
    const store = memoryTokenStore()
    const tokenOf = async ({
      clientId,
      account,
      scope,
    }: {
      clientId: string
      account: string
      scope: string[]
    }) => {
      const clientAuth = clientSecret('secret')
      const client = oauth({
        clientId,
        clientAuth,
        scope,
        store,
        issuer: server.url,
        tokenUrl: `${server.url}/token`,
      })
      return (await client.clientCredentials({ account }).accessToken()).reveal()
    }
    const same = (a: { scope: string[] }, b: { scope: string[] }) =>
      JSON.stringify({ ...a, scope: [...a.scope].sort() }) ===
      JSON.stringify({ ...b, scope: [...b.scope].sort() })
    await fc.assert(
      fc.asyncProperty(tenant, tenant, async (one, other) => {
        // Quotation marks belong to no scope or client id that is accepted; the property is about the rest.
        const tokens = [await tokenOf(one), await tokenOf(other)]
        expect(tokens[0] === tokens[1]).toBe(same(one, other))
      }),
      { numRuns: 60 },
    )
  })

  test('never share a cache: each credential says whose it is, and not what it is', async () => {
    const client = oauth({ clientId: 'a' })
    const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwt = key.export({ format: 'jwk' })
    const holders = [
      apiKey('veza_test_canary'),
      apiKey('veza_test_other'),
      client.session({ account: 'one' }),
      client.session({ account: 'two' }),
      client.clientCredentials(),
      selfSignedJwt({ ...token, privateKey: jwt }),
      selfSignedJwt({ ...token, privateKey: jwt, userId: 43 }),
    ]
    const partitions = await Promise.all(holders.map(async (holder) => holder.partition?.()))
    expect(new Set(partitions).size).toBe(holders.length)
    expect(partitions.join()).not.toContain('canary')
    const [, other] = holders
    expect(await other?.partition?.()).toBe(partitions[1])
  })

  test('of one client are two sessions, and their headers never mix under load', async () => {
    await using server = await scriptedServer((response) =>
      json(response, { access_token: crypto.randomUUID(), token_type: 'Bearer', expires_in: 600 }),
    )
    const client = oauth({
      clientId: 'a',
      clientAuth: clientSecret('b'),
      issuer: server.url,
      tokenUrl: `${server.url}/token`,
    })
    const sessions = ['one', 'two', 'three'].map((account) => client.clientCredentials({ account }))
    const seen = sessions.map(() => new Set<string>())
    await Promise.all(
      Array.from({ length: 300 }, async (_, call) => {
        const headers = await sessions[call % 3]?.authenticate(request)
        seen[call % 3]?.add(String(headers?.['authorization']))
      }),
    )
    expect(seen.map(({ size }) => size)).toEqual([1, 1, 1])
    expect(new Set(seen.flatMap((set) => [...set])).size).toBe(3)
  })
})
