import { createHmac } from 'node:crypto'
import { Secret, signStreamUrl, Veza, type VezaError, verifyStreamUrl } from '@veza/client'
import { type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const baseUrl = 'https://stream.example.test'
const secret = 'sk_test_canary'
const now = () => Date.UTC(2026, 0, 1)
const second = now() / 1000

/** Computed with node:crypto: `createHmac('sha256', secret).update(file + separator + expires).digest('hex')`. */
const vectors: [secret: string, file: string, separator: string, expires: number, signature: string][] = [
  [
    'test_secret_key_that_is_long_enough_32chars',
    'test.mp3',
    '|',
    1_609_459_200,
    '330f0ad21d1e3977d72120d33fe5984d37ebfbe6e54c45d0212868562ee354cb',
  ],
  [
    secret,
    'jingle.wav',
    ':',
    1_767_225_660,
    '1cd4aab78b7b04f43bd76a1a88c4bfca6718a4b6d6154871f420cff6330ed59a',
  ],
  [
    'clé 🔑',
    '日本 🎵?#&.mp3',
    ':',
    4_102_444_800,
    'fb5dcd10668e8a9c9738d2ffafd088ef45b4b7f758ff44f83930b5496ccdaebf',
  ],
  ['x'.repeat(100), 'a:b|c.mp3', '::', 1, 'a428fae5390e6d62767764c9e0895627ed77a6d13feb2487d677bde436691e34'],
]

async function failureOf(promise: Promise<unknown>): Promise<VezaError> {
  return promise.then(
    () => expect.unreachable(),
    (error: VezaError) => error,
  )
}

describe('the signature of a stream URL', () => {
  test.each(vectors)('%# is what node:crypto computes', async (key, file, separator, expires, signature) => {
    const options = { baseUrl, secret: key, separator, expiresAt: new Date(expires * 1000), now: () => 0 }
    const url = await signStreamUrl(file, options)
    expect(url).toBe(`${baseUrl}/stream/${encodeURIComponent(file)}?expires=${expires}&sig=${signature}`)
    expect(createHmac('sha256', key).update(`${file}${separator}${expires}`).digest('hex')).toBe(signature)
    expect(await verifyStreamUrl(url, { secret: key, separator, now: () => 0 })).toEqual({
      file,
      expiresAt: options.expiresAt,
    })
  })

  test('is verified for any file, secret and separator, and for no other', async () => {
    const names = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((name) => name.trim() === name && !/^\.{0,2}$|\p{Cc}/u.test(name) && name.isWellFormed())
    const secrets = fc.string({ minLength: 1, unit: 'grapheme' })
    const separators = fc.constantFrom(':', '|', '::', '/', '?')
    await fc.assert(
      fc.asyncProperty(names, secrets, secrets, separators, async (file, key, other, separator) => {
        const url = await signStreamUrl(file, { baseUrl, secret: key, separator, ttlMs: 60_000, now })
        const options = { secret: key, separator, now }
        expect(await verifyStreamUrl(url, options)).toEqual({
          file,
          expiresAt: new Date((second + 60) * 1000),
        })
        if (other === key) return
        expect((await failureOf(verifyStreamUrl(url, { ...options, secret: other }))).code).toBe(
          'STREAM_URL_INVALID',
        )
      }),
      { numRuns: 100 },
    )
  })
})

describe('a signed URL', () => {
  const sign = (options: object) => signStreamUrl('a.mp3', { baseUrl, secret, now, ...options })

  test('holds to the second, never longer than it was asked to', async () => {
    const expiry = async (options: object) => new URL(await sign(options)).searchParams.get('expires')
    expect(await expiry({ ttlMs: 60_000 })).toBe(String(second + 60))
    expect(await expiry({ ttlMs: 60_999 })).toBe(String(second + 60))
    expect(await expiry({ expiresAt: new Date(now() + 1999) })).toBe(String(second + 1))
    expect(await expiry({ ttlMs: 1500, now: () => now() + 400 })).toBe(String(second + 1))
  })

  test('expires at its instant', async () => {
    const url = await sign({ ttlMs: 60_000 })
    const at = (ms: number) => verifyStreamUrl(url, { secret, now: () => now() + ms })
    expect((await at(59_999)).file).toBe('a.mp3')
    const error = await failureOf(at(60_000))
    expect(error).toMatchObject({ name: 'PermissionError', code: 'STREAM_URL_EXPIRED' })
    expect(error.remedy).toContain('Sign a new URL')
    expect((await failureOf(at(Number.NaN))).code).toBe('STREAM_URL_EXPIRED')
  })

  test('is verified as it was asked for: whole, as a URL, or as path and query', async () => {
    const url = await sign({ ttlMs: 60_000, baseUrl: `${baseUrl}/v1/` })
    expect(url).toMatch(/^https:\/\/stream.example.test\/v1\/stream\/a.mp3\?/)
    const { pathname, search } = new URL(url)
    for (const form of [url, new URL(url), `${pathname}${search}`, `${url}&seek=30`])
      expect((await verifyStreamUrl(form, { secret, now })).file).toBe('a.mp3')
  })

  test('may be signed with any of several secrets', async () => {
    const url = await sign({ ttlMs: 60_000, secret: new Secret('new') })
    expect((await verifyStreamUrl(url, { secret: ['old', new Secret('new')], now })).file).toBe('a.mp3')
    expect((await failureOf(verifyStreamUrl(url, { secret: ['old', 'older'], now }))).code).toBe(
      'STREAM_URL_INVALID',
    )
  })

  test('is refused where anything in it was changed', async () => {
    const url = await sign({ ttlMs: 60_000 })
    const signature = new URL(url).searchParams.get('sig') ?? ''
    const changed = [
      url.replace('a.mp3', 'b.mp3'),
      url.replace('a.mp3', 'a.mp3%00'),
      url.replace('a.mp3', '%E0%A4%A'),
      url.replace('/a.mp3', ''),
      url.replace('/stream/', '/streams/'),
      url.replace(`expires=${second}`, `expires=0${second}`).replace('expires=', 'expires=0'),
      url.replace('expires=', 'expires=1&expires='),
      url.replace('sig=', 'sig=0&sig='),
      url.replace(signature, signature.toUpperCase()),
      url.replace(signature, signature.slice(1)),
      url.replace(signature, `${signature}0`),
      url.replace(signature, ''),
      url.replace('sig', 'signature'),
      url.replace(/expires=\d+/, 'expires=1e12'),
      'http://[',
      '',
    ]
    for (const wrong of changed) {
      const error = await failureOf(verifyStreamUrl(wrong, { secret, now }))
      expect([wrong, error.name, error.code]).toEqual([wrong, 'PermissionError', 'STREAM_URL_INVALID'])
      expect(JSON.stringify(error) + String(error)).not.toContain('canary')
    }
  })

  test('of a file and a second cannot pass for another of both', async () => {
    // Signed over "song1:700…" it would hold for "song" until 1700… if the separator were a digit or nothing.
    for (const separator of ['', '1', 'a1b']) {
      expect((await failureOf(sign({ ttlMs: 60_000, separator }))).code).toBe('INVALID_OPTION')
      const verified = verifyStreamUrl('/stream/a?expires=1&sig=0', { secret, separator })
      expect((await failureOf(verified)).code).toBe('INVALID_OPTION')
    }
    const url = await signStreamUrl('a:5', { baseUrl, secret, ttlMs: 60_000, now })
    const other = url.replace('a%3A5', 'a').replace('expires=', 'expires=5%3A')
    expect((await failureOf(verifyStreamUrl(other, { secret, now }))).code).toBe('STREAM_URL_INVALID')
  })
})

describe('signing refuses', () => {
  test.each<[string, object, RegExp]>([
    ['no expiry', {}, /either expiresAt or ttlMs/],
    ['two expiries', { ttlMs: 1, expiresAt: new Date() }, /either expiresAt or ttlMs/],
    ['an expiry that is over', { expiresAt: new Date(now()) }, /expired already/],
    ['less than a second', { ttlMs: 999 }, /a second or more/],
    ['no time at all', { ttlMs: 0 }, /more than 0/],
    ['an endless time', { ttlMs: Number.POSITIVE_INFINITY }, /expired already/],
    ['a date that is none', { expiresAt: new Date('x') }, /Date that exists/],
    ['an empty secret', { ttlMs: 5000, secret: '' }, /the secret that came with an API key/],
    ['no secret', { ttlMs: 5000, secret: undefined }, /the secret that came with an API key/],
    ['clear text', { ttlMs: 5000, baseUrl: 'http://example.test' }, /https:\/\/ instead/],
    ['an unknown option', { ttl: 5000 }, /unknown option "ttl"/],
  ])('%s', async (_, options, remedy) => {
    const error = await failureOf(signStreamUrl('a.mp3', { baseUrl, secret, now, ...options }))
    expect(error).toMatchObject({ name: 'InvalidRequestError', code: 'INVALID_OPTION' })
    expect(String(error)).toMatch(remedy)
    expect(String(error)).not.toContain('canary')
  })

  test.each(['', '.', '..', ' a', 'a\n', 'a\0', '\ud800', 5])('the file %j', async (file) => {
    const error = await failureOf(signStreamUrl(file as string, { baseUrl, secret, ttlMs: 5000 }))
    expect(error.code).toBe('INVALID_ARGUMENT')
  })
})

test.each([undefined, '', [], ['a', '']])('verifying refuses the secret %j', async (wrong) => {
  const error = await failureOf(verifyStreamUrl('/stream/a', { secret: wrong as string }))
  expect(error.code).toBe('INVALID_OPTION')
})

describe('against the sandbox, over real sockets', () => {
  let running: RunningSandbox
  beforeAll(async () => {
    running = await serveSandbox({ seed: 5 })
  })
  afterAll(() => running.close())

  test('a signed URL plays without an API key, until its key is revoked', async () => {
    const veza = new Veza({ apiKey: running.apiKey, baseUrl: running.baseUrl })
    const key = await veza.apiKeys.create({ name: 'player', permissions: ['read:streams'] })
    const url = await veza.streams.signedUrl('jingle.wav', { ttlMs: 60_000, secret: key.secret })
    expect(url.startsWith(`${running.baseUrl}/stream/jingle.wav?expires=`)).toBe(true)
    const response = await fetch(url, { headers: { range: 'bytes=0-3' } })
    expect([response.status, await response.text()]).toEqual([206, 'RIFF'])
    expect((await fetch(url.replace('jingle.wav', 'welcome.txt'))).status).toBe(403)
    await veza.apiKeys.revoke(key.id ?? 0)
    expect((await fetch(url)).status).toBe(403)
  })

  test("takes the client's clock, and another base URL and separator", async () => {
    await using server = await serveSandbox({ streamUrlSeparator: '|', now })
    const clock = { now, sleep: () => Promise.resolve() }
    const veza = new Veza({ apiKey: server.apiKey, baseUrl: running.baseUrl, clock })
    const { secret } = await new Veza({ apiKey: server.apiKey, baseUrl: server.baseUrl }).apiKeys.create({
      name: 'player',
      permissions: ['read:streams'],
    })
    const options = { ttlMs: 60_000, secret, separator: '|', baseUrl: server.baseUrl }
    const url = await veza.streams.signedUrl('jingle.wav', options)
    expect(new URL(url).searchParams.get('expires')).toBe(String(second + 60))
    expect((await fetch(url)).status).toBe(200)
    expect((await verifyStreamUrl(url, { secret, separator: '|', now })).file).toBe('jingle.wav')
  })
})
