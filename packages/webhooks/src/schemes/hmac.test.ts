import { describe, expect, test } from 'vitest'
import { sign } from '../sign/sign.ts'
import { createVerifier } from '../verify/create-verifier.ts'
import { custom } from './custom.ts'
import { type HmacOptions, hmac } from './hmac.ts'

const secrets = 'a-text-secret-of-some-length'

async function accepts(signedWith: HmacOptions, verifiedWith: HmacOptions): Promise<boolean> {
  const signed = await sign({
    scheme: hmac(signedWith),
    secrets,
    body: { type: 'a.b', at: 1 },
    url: 'https://a.b/c',
    id: 'id1',
  })
  return createVerifier({ scheme: hmac(verifiedWith), secrets })
    .verify(signed)
    .then(
      () => true,
      () => false,
    )
}

describe('a scheme of HMAC', () => {
  const base: HmacOptions = {
    header: 'X-Sig',
    timestamp: { header: 'X-Time', unit: 's' },
    id: { header: 'X-Id' },
    signed: '{timestamp}.{body}',
  }

  test.each<[string, Partial<HmacOptions>]>([
    ['header', { header: 'X-Other' }],
    ['prefix', { prefix: 'sha256=' }],
    ['hash', { hash: 'sha512' }],
    ['encoding', { encoding: 'base64' }],
    ['key', { key: 'base64' }],
    ['signed', { signed: '{timestamp}:{body}' }],
    ['signed, the id', { signed: '{id}.{timestamp}.{body}' }],
    ['signed, the address', { signed: '{method}{url}{timestamp}{body}' }],
    ['unit', { timestamp: { header: 'X-Time', unit: 'ms' } }],
    ['place of the time', { timestamp: { header: 'X-Date', unit: 's' } }],
    ['separator', { separator: ',', timestamp: { pair: 't', unit: 's' } }],
    ['version', { separator: ',', version: 'v2', timestamp: { pair: 't', unit: 's' } }],
  ])('heeds its option: %s', async (_, change) => {
    const changed = { ...base, ...change }
    const isBase64 = change.key === 'base64'
    if (!isBase64) expect(await accepts(changed, changed)).toBe(true)
    expect(await accepts(base, base)).toBe(true)
    if (!isBase64) expect(await accepts(base, changed)).toBe(false)
    else expect(() => createVerifier({ scheme: hmac(changed), secrets })).toThrow(/base64/)
  })

  test('heeds name, type, tolerance and forms', async () => {
    const scheme = hmac({ ...base, name: 'acme', type: { body: 'kind' }, toleranceMs: 1000, forms: true })
    const signed = await sign({ scheme, secrets, body: new URLSearchParams({ kind: 'a.b' }) })
    const webhook = await createVerifier({ scheme, secrets }).verify(signed)
    expect(webhook).toMatchObject({ scheme: 'acme', type: 'a.b', event: { kind: 'a.b' } })
    const late = createVerifier({ scheme, secrets, now: () => Date.now() + 3000 })
    await expect(late.verify(signed)).rejects.toMatchObject({ code: 'WEBHOOK_TIMESTAMP_TOO_OLD' })
  })

  test('takes secrets in hex and in base64', async () => {
    const bytes = Buffer.from(secrets)
    const signed = await sign({ scheme: hmac(base), secrets, body: 'x' })
    for (const key of ['hex', 'base64'] as const) {
      const receiver = createVerifier({
        scheme: hmac({ ...base, key }),
        secrets: bytes.toString(key),
        parse: false,
      })
      await expect(receiver.verify(signed)).resolves.toBeDefined()
      expect(() =>
        createVerifier({ scheme: hmac({ ...base, key }), secrets: 'not so written, at all' }),
      ).toThrow(/Copy it whole/)
    }
  })

  test('claims by the id only where it is signed', async () => {
    const signed = await sign({ scheme: hmac(base), secrets, body: 'x', id: 'a' })
    const receiver = createVerifier({ scheme: hmac(base), secrets, parse: false })
    await receiver.verify(signed)
    const other = { ...signed, headers: { ...signed.headers, 'x-id': 'b' } }
    await expect(receiver.verify(other)).rejects.toMatchObject({ code: 'WEBHOOK_DUPLICATE' })
  })

  test.each<[string, Partial<HmacOptions>]>([
    ['an unknown option', { tolerance: 5 } as never],
    ['no header', { header: '' }],
    ['no body in what is signed', { signed: '{timestamp}' }],
    ['a name that stands for nothing', { signed: '{body}{secret}' }],
    ['a time that has no place', { header: 'x', signed: '{timestamp}{body}', timestamp: undefined as never }],
    ['an id that has no place', { signed: '{id}{body}', id: undefined as never }],
  ])('is refused with %s', (_, change) => {
    expect(() => hmac({ ...base, ...change })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })
})

describe('a custom scheme', () => {
  test('is asked with exact bytes, headers, address and secrets, and answers what it knows', async () => {
    const timestamp = new Date()
    const scheme = custom({
      name: 'acme',
      type: { header: 'x-type' },
      verify: ({ body, header, url, method, secrets: known }) => {
        expect({ body: Buffer.from(body).toString(), id: header('X-Id'), url, method, known }).toEqual({
          body: '{}',
          id: 'i1',
          url: 'https://a.b/c',
          method: 'PUT',
          known: [secrets, `${secrets}2`],
        })
        return Promise.resolve({ secretIndex: 1, id: 'i1', timestamp })
      },
    })
    const receiver = createVerifier({ scheme, secrets: [secrets, `${secrets}2`] })
    const message = {
      headers: { 'x-id': 'i1', 'x-type': 't' },
      url: 'https://a.b/c',
      method: 'PUT',
      body: '{}',
    }
    expect(await receiver.verify(message)).toMatchObject({ id: 'i1', type: 't', secretIndex: 1, timestamp })
    await expect(receiver.verify(message)).rejects.toMatchObject({ code: 'WEBHOOK_DUPLICATE' })
  })

  const answering = (answer: unknown) =>
    createVerifier({
      scheme: custom({
        name: 'acme',
        keyless: true,
        forms: true,
        toleranceMs: 1000,
        verify: () => answer as boolean,
      }),
    }).verify({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=b' })

  test('refuses with false, and what is not fresh', async () => {
    await expect(answering(false)).rejects.toMatchObject({
      code: 'WEBHOOK_SIGNATURE_MISMATCH',
      answerStatus: 401,
    })
    await expect(answering({ timestamp: new Date(0) })).rejects.toMatchObject({
      code: 'WEBHOOK_TIMESTAMP_TOO_OLD',
    })
    await expect(answering({ timestamp: new Date(Number.NaN) })).rejects.toMatchObject({
      code: 'WEBHOOK_TIMESTAMP_INVALID',
    })
    expect((await answering(true)).event).toEqual({ a: 'b' })
  })

  test('that throws is refused with a typed error, which quotes nothing', async () => {
    const scheme = custom({
      name: 'acme',
      verify: () => {
        throw new Error('bad key "canary"')
      },
    })
    const received = createVerifier({ scheme, secrets }).verify({ headers: {}, body: '{}' })
    await expect(received).rejects.toMatchObject({
      code: 'WEBHOOK_CHECK_FAILED',
      message: expect.not.stringContaining('canary') as unknown,
    })
  })

  test('cannot sign when it does not say how', async () => {
    await expect(
      sign({ scheme: custom({ name: 'acme', verify: () => true }), secrets, body: 'x' }),
    ).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    })
  })

  test.each([{ name: '', verify: () => true }, { name: 'a' }, { name: 'a', verify: () => true, veriffy: 1 }])(
    'is refused with wrong options: %o',
    (options) => {
      expect(() => custom(options as never)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
    },
  )
})
