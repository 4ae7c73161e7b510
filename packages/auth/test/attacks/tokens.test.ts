import { generateKeyPairSync } from 'node:crypto'
import { isVezaError } from '@veza/resilience'
import { ManualClock } from '@veza/resilience/testing'
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { json, scriptedServer } from '../../../http/test/scripted-server.ts'
import {
  localKeys,
  memoryReplayGuard,
  remoteKeys,
  type TokenKeys,
  type VerifyJwtOptions,
  verifyJwt,
} from '../../src/index.ts'

const issuer = 'https://issuer.example'
const audience = 'veza-api'
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const publicRsa = { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'rsa', alg: 'RS256', use: 'sig' }
const publicEc = { ...ec.publicKey.export({ format: 'jwk' }), kid: 'ec', alg: 'ES256', use: 'sig' }
let keys: TokenKeys

beforeAll(() => {
  keys = localKeys({ keys: [publicRsa, publicEc] })
})

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

function claims(now = Date.now()) {
  const iat = Math.floor(now / 1000)
  return { iss: issuer, aud: audience, sub: 'alice', iat, nbf: iat, exp: iat + 600, jti: crypto.randomUUID() }
}

function sign(header: object = {}, extra: object = {}) {
  return new SignJWT({ ...claims(), ...extra })
    .setProtectedHeader({ alg: 'RS256', kid: 'rsa', ...header })
    .sign(rsa.privateKey)
}

function verify(token: string, options: Partial<VerifyJwtOptions> = {}) {
  return verifyJwt(token, { keys, issuer, audience, ...options })
}

async function refusalOf(token: string, options: Partial<VerifyJwtOptions> = {}): Promise<string> {
  const error: unknown = await verify(token, options).catch((thrown: unknown) => thrown)
  if (!isVezaError(error)) throw new Error('It was let in')
  if (token.length > 20) expect(JSON.stringify(error)).not.toContain(token.slice(0, 20))
  return error.code
}

const invalid = 'AUTH_TOKEN_INVALID'

test('a token that is right is let in', async () => {
  expect(await verify(await sign())).toMatchObject({
    algorithm: 'RS256',
    keyId: 'rsa',
    claims: { sub: 'alice' },
  })
  const token = await new SignJWT(claims())
    .setProtectedHeader({ alg: 'ES256', kid: 'ec', typ: 'at+jwt' })
    .sign(ec.privateKey)
  expect((await verify(token, { type: 'at+jwt' })).algorithm).toBe('ES256')
})

describe('attack 7: a token', () => {
  test('that is not signed', async () => {
    expect(await refusalOf(new UnsecuredJWT(claims()).encode())).toBe(invalid)
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '']) {
      expect(await refusalOf(`${encode({ alg })}.${encode(claims())}.`)).toBe(invalid)
      expect(await refusalOf(`${encode({ alg })}.${encode(claims())}.AAAA`)).toBe(invalid)
    }
  })

  test('that is signed by the public key as if that were a secret', async () => {
    const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' })
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', kid: 'rsa' })
      .sign(new TextEncoder().encode(String(pem)))
    expect(await refusalOf(token)).toBe(invalid)
  })

  test('that is signed by an algorithm that is not allowed', async () => {
    expect(await refusalOf(await sign(), { algorithms: ['ES256'] })).toBe(invalid)
    expect(await refusalOf(await sign({ alg: 'RS512' }))).toBe(invalid)
  })

  test.each([
    '../../../dev/null',
    "' OR 1=1 --",
    'https://evil.example/key',
    '__proto__',
    'constructor',
    '\u0000',
    'k'.repeat(513),
  ])('with the key id %j', async (kid) => {
    expect(await refusalOf(await sign({ kid }))).toBe(invalid)
  })

  test('whose header brings or names a key, with no request to anybody', async () => {
    await using evil = await scriptedServer((response) => json(response, { keys: [publicRsa] }))
    const jwk = await exportJWK(rsa.publicKey)
    const headers = [{ jku: `${evil.url}/jwks` }, { x5u: `${evil.url}/x5c` }, { jwk }, { x5c: ['MIIB'] }]
    for (const header of headers) expect(await refusalOf(await sign(header))).toBe(invalid)
    expect(evil.seen).toEqual([])
  })

  test('that demands an extension', async () => {
    for (const header of [
      { crit: ['b64'], b64: true },
      { crit: ['x'], x: 1 },
      { crit: [] },
      { b64: false },
    ]) {
      const raw = `${encode({ alg: 'RS256', kid: 'rsa', ...header })}.${encode(claims())}.AAAA`
      expect(await refusalOf(raw)).toBe(invalid)
    }
  })

  test('with a claim twice, of which each reader might see another', async () => {
    const doubled = `{"iss":"${issuer}","aud":"${audience}","exp":9999999999,"sub":"alice","sub":"admin"}`
    const header = encode({ alg: 'RS256', kid: 'rsa' })
    const data = `${header}.${encode(doubled)}`
    const { sign: signRaw } = await import('node:crypto')
    const signature = signRaw('sha256', Buffer.from(data), rsa.privateKey).toString('base64url')
    expect(await refusalOf(`${data}.${signature}`)).toBe(invalid)
    const proto = doubled.replace('"sub":"alice"', '"\\u005f\\u005fproto__":{"admin":true}')
    expect(await refusalOf(`${header}.${encode(proto)}.${signature}`)).toBe(invalid)
    const twice = `${encode('{"alg":"none","alg":"RS256"}')}.${encode(claims())}.${signature}`
    expect(await refusalOf(twice)).toBe(invalid)
  })

  test('of another type: a proof, an id token where an access token is wanted', async () => {
    expect(await refusalOf(await sign({ typ: 'dpop+jwt' }))).toBe(invalid)
    expect(await refusalOf(await sign({ typ: 'logout+jwt' }))).toBe(invalid)
    expect(await refusalOf(await sign({ typ: 'JWT' }), { type: 'at+jwt' })).toBe(invalid)
    expect(await refusalOf(await sign(), { type: 'at+jwt' })).toBe(invalid)
    expect((await verify(await sign({ typ: 'application/at+jwt' }), { type: 'at+jwt' })).keyId).toBe('rsa')
  })

  test('for somebody else, of somebody else, without an end, or too early', async () => {
    expect(await refusalOf(await sign({}, { aud: 'other' }))).toBe(invalid)
    expect(await refusalOf(await sign({}, { iss: 'https://other.example' }))).toBe(invalid)
    expect(await refusalOf(await sign({}, { exp: undefined }))).toBe(invalid)
    expect(await refusalOf(await sign({}, { nbf: Date.now() / 1000 + 60 }))).toBe(invalid)
    expect(await refusalOf(await sign({}, { exp: Date.now() / 1000 - 60 }))).toBe('AUTH_TOKEN_EXPIRED')
    expect(await refusalOf(await sign(), { requiredClaims: ['tenant'] })).toBe(invalid)
  })

  test('whose text was changed in any place', async () => {
    const token = await sign()
    for (let at = 0; at < token.length; at += 7) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect(await refusalOf(changed)).toMatch(/^AUTH_TOKEN_/)
    }
    const [header, body, signature = ''] = token.split('.')
    for (const other of [`${signature}=`, `${signature} `, ` ${signature}`, signature.replace(/.$/, '\n')])
      expect(await refusalOf(`${header}.${body}.${other}`)).toBe(invalid)
    expect(await refusalOf(`${token}.${signature}`)).toBe(invalid)
  })

  test('that is no token at all', async () => {
    for (const none of ['', '.', '..', 'a.b', 'null', '{}', '\u{1f600}..', 'a'.repeat(100)])
      expect(await refusalOf(none)).toBe(invalid)
  })
})

describe('attack 8: what is far too large is refused before it is read', () => {
  test.each([
    ['a token of a megabyte', () => `${encode({ alg: 'RS256' })}.${'A'.repeat(1_000_000)}.AAAA`],
    ['a header of 100 KiB', () => `${encode({ alg: 'RS256', kid: 'k'.repeat(4000) })}.${encode({})}.AAAA`],
    ['a nested header', () => `${encode(`{"alg":"RS256","x":${'['.repeat(1000)}`)}.${encode({})}.AAAA`],
    ['nested claims', () => `${encode({ alg: 'RS256' })}.${encode(`{"a":${'['.repeat(5000)}`)}.AAAA`],
  ])('%s', async (_, make) => {
    const token = make()
    await refusalOf(token)
    const times = []
    for (let round = 0; round < 20; round++) {
      const before = performance.now()
      await refusalOf(token)
      times.push(performance.now() - before)
    }
    // The quietest round says what it costs; making the error, with its stack, is most of it.
    expect(Math.min(...times)).toBeLessThan(1)
  })

  test('a key set of more than 256 KiB or 100 keys', async () => {
    const header = { alg: 'RS256' as const, kid: 'rsa' }
    const many = { keys: Array.from({ length: 101 }, () => publicRsa) }
    expect(() => localKeys(many)).toThrow(/100 keys/)
    for (const set of [many, { keys: [publicRsa], padding: 'x'.repeat(300_000) }]) {
      await using server = await scriptedServer((response) => json(response, set))
      await expect(remoteKeys(server.url).keyFor(header)).rejects.toMatchObject({ code: 'JWKS_UNAVAILABLE' })
    }
  })
})

describe('attack 9: keys', () => {
  const known = { alg: 'RS256' as const, kid: 'rsa' }

  test('are fetched once for a flood of unknown ids, and once again after 30 s', async () => {
    await using server = await scriptedServer((response) => json(response, { keys: [publicRsa] }))
    const clock = new ManualClock()
    const remote = remoteKeys(server.url, { clock })
    const flood = (from: number) =>
      Promise.allSettled(
        Array.from({ length: 500 }, (_, index) => remote.keyFor({ alg: 'RS256', kid: `${from + index}` })),
      )
    await flood(0)
    expect(server.seen).toHaveLength(1)
    await clock.advance(29_000)
    await flood(500)
    expect(server.seen).toHaveLength(1)
    await clock.advance(1001)
    const results = await flood(1000)
    expect(server.seen).toHaveLength(2)
    expect(results.every(({ status }) => status === 'rejected')).toBe(true)
    await remote.keyFor(known)
    expect(server.seen).toHaveLength(2)
  })

  test('of a rotation are found', async () => {
    let current: object = publicRsa
    await using server = await scriptedServer((response) => json(response, { keys: [current] }))
    const clock = new ManualClock()
    const remote = remoteKeys(server.url, { clock })
    await remote.keyFor(known)
    current = publicEc
    await clock.advance(31_000)
    await remote.keyFor({ alg: 'ES256', kid: 'ec' })
    await expect(remote.keyFor(known)).rejects.toMatchObject({ code: invalid })
  })

  test('serve on for a day while the issuer is down', async () => {
    let down = false
    await using server = await scriptedServer((response) =>
      down ? json(response, {}, 503) : json(response, { keys: [publicRsa] }),
    )
    const clock = new ManualClock()
    const remote = remoteKeys(server.url, { clock })
    await remote.keyFor(known)
    down = true
    for (let hours = 0; hours < 23; hours++) {
      await clock.advance(3_600_000)
      await remote.keyFor(known)
    }
    await clock.advance(7_200_000)
    await expect(remote.keyFor(known)).rejects.toMatchObject({
      code: 'JWKS_UNAVAILABLE',
      retryAfterMs: 30_000,
    })
    down = false
    await clock.advance(31_000)
    await remote.keyFor(known)
  })

  test('that are secret are not taken for public ones', async () => {
    const oct = { kty: 'oct', k: encode('a secret of some length'), kid: 'rsa', alg: 'HS256' }
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', kid: 'rsa' })
      .sign(Buffer.from('a secret of some length'))
    expect(await refusalOf(token, { keys: localKeys({ keys: [oct] }) })).toBe(invalid)
  })
})

describe('attack 10: a token that may be used once', () => {
  test('is let in once, whatever its signature looks like', async () => {
    const replay = memoryReplayGuard()
    const body = claims()
    const make = () => new SignJWT(body).setProtectedHeader({ alg: 'ES256', kid: 'ec' }).sign(ec.privateKey)
    await verify(await make(), { replay })
    // ECDSA signs the same claims in another way each time.
    expect(await refusalOf(await make(), { replay })).toBe(invalid)
    expect(await refusalOf(await sign({}, { jti: undefined }), { replay })).toBe(invalid)
  })

  test('fills a memory that is bounded', () => {
    const guard = memoryReplayGuard(3)
    for (const id of ['a', 'b', 'c']) expect(guard.isNew(id, 1000, 0)).toBe(true)
    expect(guard.isNew('d', 1000, 10)).toBe(false)
    expect(guard.isNew('a', 1000, 500)).toBe(false)
    // They have ended by then.
    expect(guard.isNew('d', 5000, 2000)).toBe(true)
    expect(guard.isNew('a', 5000, 2001)).toBe(true)
  })
})
