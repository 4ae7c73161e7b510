import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { createVerifier, sign } from '../src/index.ts'
import { paypal } from '../src/paypal/index.ts'
import { codeOf } from './support/code-of.ts'
import { type CertificateWish, type Issued, makeCertificate } from './support/make-certificate.ts'

const webhookId = '8PT597110X687430LKGECATA'
const host = 'messageverificationcerts.paypal.com'
const authority = { isAuthority: true, usage: 0x04 } as const
const root = makeCertificate({ subject: 'Root', ...authority })
const between = makeCertificate({ subject: 'Between', ...authority }, root)
const leaf = makeCertificate({ subject: host, usage: 0x80 }, between)
const event = { id: 'WH-1', event_type: 'PAYMENT.SALE.COMPLETED' }

function signedBy(issued: Issued, headers: Record<string, string> = {}) {
  const secrets = issued.key.export({ type: 'pkcs8', format: 'pem' }).toString()
  return sign({ scheme: paypal({ webhookId, roots: root.pem }), secrets, body: event, headers })
}

function receiver(
  chain: readonly Issued[],
  options: { roots?: string; sandbox?: boolean; fetch?: typeof fetch; now?: () => number } = {},
) {
  const { now, ...rest } = options
  const served: typeof fetch = async () => new Response(chain.map(({ pem }) => pem).join(''))
  const scheme = paypal({ webhookId, roots: root.pem, fetch: served, ...rest })
  return createVerifier({ scheme, replay: false, ...(now !== undefined && { now }) })
}

describe('a webhook of PayPal', () => {
  test('is verified by a chain to a root that is trusted', async () => {
    const webhook = await receiver([leaf, between]).verify(await signedBy(leaf))
    expect(webhook).toMatchObject({ scheme: 'paypal', type: 'PAYMENT.SALE.COMPLETED', event })
  })

  test('of the sandbox needs the sandbox', async () => {
    const sandboxLeaf = makeCertificate(
      { subject: 'messageverificationcerts.sandbox.paypal.com', usage: 0x80 },
      between,
    )
    const headers = { 'paypal-cert-url': 'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1' }
    const signed = await signedBy(sandboxLeaf, headers)
    expect(await codeOf(receiver([sandboxLeaf, between], { sandbox: true }).verify(signed))).toBe('accepted')
    expect(await codeOf(receiver([sandboxLeaf, between]).verify(signed))).toBe(
      'WEBHOOK_CERTIFICATE_UNTRUSTED',
    )
    expect(await codeOf(receiver([sandboxLeaf, between]).verify(await signedBy(sandboxLeaf)))).toBe(
      'WEBHOOK_CERTIFICATE_UNTRUSTED',
    )
  })

  test('has its certificate fetched once, also by many at once, and again when it could not be had', async () => {
    let up = false
    const fetcher = vi.fn(async () =>
      up ? new Response(leaf.pem + between.pem) : new Response('', { status: 503 }),
    )
    const verifier = receiver([], { fetch: fetcher })
    const signed = await signedBy(leaf)
    expect(await codeOf(verifier.verify(signed))).toBe('WEBHOOK_CERTIFICATE_UNAVAILABLE')
    up = true
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(verifier.verify(signed))))
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'accepted'))
    expect(fetcher).toHaveBeenCalledTimes(2)
  })

  test('has its certificate fetched again when it ends', async () => {
    let now = Date.now()
    const short = makeCertificate({ subject: host, usage: 0x80, notAfter: new Date(now + 60_000) }, between)
    const fetcher = vi.fn(async () => new Response(short.pem + between.pem))
    const verifier = receiver([], { fetch: fetcher, now: () => now })
    const signed = await signedBy(short)
    expect(await codeOf(verifier.verify(signed))).toBe('accepted')
    now += 120_000
    expect(await codeOf(verifier.verify(signed))).toBe('WEBHOOK_CERTIFICATE_UNTRUSTED')
    expect(fetcher).toHaveBeenCalledTimes(2)
  })

  test('remembers few certificates, however many it is shown', async () => {
    const fetcher = vi.fn(async () => new Response(leaf.pem + between.pem))
    const verifier = receiver([], { fetch: fetcher })
    const at = (name: string) =>
      signedBy(leaf, { 'paypal-cert-url': `https://api.paypal.com/v1/notifications/certs/${name}` })
    for (let i = 0; i < 9; i++) expect(await codeOf(verifier.verify(await at(`CERT-${i}`)))).toBe('accepted')
    await verifier.verify(await at('CERT-8'))
    await verifier.verify(await at('CERT-0'))
    expect(fetcher).toHaveBeenCalledTimes(10)
  })

  test.each([
    'http://api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1',
    'https://evil.example/v1/notifications/certs/CERT-1',
    'https://api.paypal.com:8443/v1/notifications/certs/CERT-1',
    'https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1',
    'https://api.paypal.com/v1/notifications/certs/../../redirect?to=evil',
    'https://api.paypal.com/v1/notifications/certs/CERT-1?x=1',
    'https://api.paypal.com/v1/notifications/certs/CERT-1#x',
    'https://apixpaypal.com/v1/notifications/certs/CERT-1',
    'file:///etc/passwd',
  ])('fetches nothing from %s', async (url) => {
    const fetcher = vi.fn<typeof fetch>()
    const verifier = receiver([], { fetch: fetcher })
    expect(await codeOf(verifier.verify(await signedBy(leaf, { 'paypal-cert-url': url })))).toBe(
      'WEBHOOK_CERTIFICATE_UNTRUSTED',
    )
    expect(fetcher).not.toHaveBeenCalled()
  })

  test.each<[string, () => Promise<Response>]>([
    ['the network fails', () => Promise.reject(new TypeError('fetch failed'))],
    ['the answer is an error', () => Promise.resolve(new Response('', { status: 404 }))],
    [
      'the answer is endless',
      () =>
        Promise.resolve(new Response(new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(9000)) }))),
    ],
  ])('waits for another attempt when %s', async (_, answer) => {
    const received = receiver([], { fetch: answer }).verify(await signedBy(leaf))
    await expect(received).rejects.toMatchObject({
      code: 'WEBHOOK_CERTIFICATE_UNAVAILABLE',
      answerStatus: 503,
      retryable: true,
    })
  })

  test.each<[string, Record<string, string>, string]>([
    ['another algorithm', { 'paypal-auth-algo': 'SHA1withRSA' }, 'WEBHOOK_ALGORITHM_REFUSED'],
    ['another time', { 'paypal-transmission-time': '2016-02-18T20:01:35Z' }, 'WEBHOOK_TIMESTAMP_TOO_OLD'],
    ['a time that is none', { 'paypal-transmission-time': 'yesterday' }, 'WEBHOOK_TIMESTAMP_INVALID'],
    ['another id', { 'paypal-transmission-id': 'x' }, 'WEBHOOK_SIGNATURE_MISMATCH'],
    ['an id with a stroke', { 'paypal-transmission-id': 'x|y' }, 'WEBHOOK_ID_INVALID'],
  ])('is refused with %s', async (_, change, code) => {
    const signed = await signedBy(leaf)
    expect(
      await codeOf(
        receiver([leaf, between]).verify({ ...signed, headers: { ...signed.headers, ...change } }),
      ),
    ).toBe(code)
  })

  test('for another webhook is refused', async () => {
    const scheme = paypal({
      webhookId: 'another',
      roots: root.pem,
      fetch: async () => new Response(leaf.pem + between.pem),
    })
    expect(await codeOf(createVerifier({ scheme }).verify(await signedBy(leaf)))).toBe(
      'WEBHOOK_SIGNATURE_MISMATCH',
    )
  })

  test('needs its id; a secret is a mistake', () => {
    expect(() => paypal({ webhookId: '' })).toThrow(/webhookId/)
    expect(() =>
      createVerifier({ scheme: paypal({ webhookId }), secrets: 'a-secret-of-some-length' }),
    ).toThrow(/PayPal needs none/)
  })

  test('trusts what Node.js trusts when no roots are given', async () => {
    const served: typeof fetch = async () => new Response(leaf.pem + between.pem)
    const verifier = createVerifier({ scheme: paypal({ webhookId, fetch: served }) })
    expect(await codeOf(verifier.verify(await signedBy(leaf)))).toBe('WEBHOOK_CERTIFICATE_UNTRUSTED')
  })
})

describe('a certificate', () => {
  const p384 = () => generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const leafOf = (issuer: Issued, wish: Partial<CertificateWish> = {}) =>
    makeCertificate({ subject: host, usage: 0x80, ...wish }, issuer)

  async function verdict(chain: readonly Issued[], roots = root.pem): Promise<string> {
    const [first] = chain
    if (first === undefined) return 'no chain'
    return codeOf(receiver(chain, { roots }).verify(await signedBy(first)))
  }

  test.each<[string, () => [Issued[], string?]]>([
    ['right under the root', () => [[leafOf(root)]]],
    [
      'among others that have nothing to do with it',
      () => [[leaf, makeCertificate({ subject: 'Other' }), between]],
    ],
    [
      'issued with ECDSA on P-384',
      () => {
        const ca = makeCertificate({ subject: 'EC', ...authority, hash: 'sha384' }, undefined, p384())
        return [[leafOf(ca, { hash: 'sha384' })], ca.pem]
      },
    ],
    [
      'issued with ECDSA on P-256',
      () => {
        const ca = makeCertificate({ subject: 'EC', ...authority }, undefined, p256())
        return [[leafOf(ca)], ca.pem]
      },
    ],
    ['issued with SHA-512', () => [[leafOf(root, { hash: 'sha512' })]]],
    [
      'with a path length that allows it',
      () => {
        const ca = makeCertificate({ subject: 'Short', ...authority, pathLength: 0 }, root)
        return [[leafOf(ca), ca]]
      },
    ],
  ])('is trusted %s', async (_, make) => {
    const [chain, roots] = make()
    expect(await verdict(chain, roots)).toBe('accepted')
  })

  test.each<[string, () => [Issued[], string?]]>([
    ['signed by itself', () => [[makeCertificate({ subject: host, usage: 0x80 })]]],
    ['without the one between', () => [[leaf]]],
    [
      'of an authority that is not trusted',
      () => [[leaf, between], makeCertificate({ subject: 'Root', ...authority }).pem],
    ],
    [
      'under an issuer that is no authority',
      () => {
        const nobody = makeCertificate({ subject: 'Nobody', isAuthority: false, usage: 0x04 }, root)
        return [[leafOf(nobody), nobody]]
      },
    ],
    [
      'under an issuer that does not say that it is one',
      () => {
        const nobody = makeCertificate({ subject: 'Nobody' }, root)
        return [[leafOf(nobody), nobody]]
      },
    ],
    [
      'under an issuer that may not sign certificates',
      () => {
        const nobody = makeCertificate({ subject: 'Nobody', isAuthority: true, usage: 0x80 }, root)
        return [[leafOf(nobody), nobody]]
      },
    ],
    [
      'further below than the path length allows',
      () => {
        const short = makeCertificate({ subject: 'Short', ...authority, pathLength: 0 }, root)
        const below = makeCertificate({ subject: 'Below', ...authority }, short)
        return [[leafOf(below), below, short]]
      },
    ],
    ['that has ended', () => [[leafOf(root, { notAfter: new Date('2024-01-01') })]]],
    ['that has not begun', () => [[leafOf(root, { notBefore: new Date('2048-01-01') })]]],
    [
      'under an issuer that has ended',
      () => {
        const ended = makeCertificate(
          { subject: 'Ended', ...authority, notAfter: new Date('2024-01-01') },
          root,
        )
        return [[leafOf(ended), ended]]
      },
    ],
    [
      'under a root that has ended',
      () => {
        const ended = makeCertificate({ subject: 'Ended', ...authority, notAfter: new Date('2024-01-01') })
        return [[leafOf(ended)], ended.pem]
      },
    ],
    ['of another name', () => [[leafOf(root, { subject: 'evil.example' })]]],
    ['of a name that only begins alike', () => [[leafOf(root, { subject: `${host}.evil.example` })]]],
    ['that is not for messages', () => [[leafOf(root, { usage: 0x04 })]]],
    ['issued with SHA-1', () => [[leafOf(root, { hash: 'sha1' })]]],
    ['with a critical rule that nobody knows', () => [[leafOf(root, { unknownRule: true })]]],
    [
      'under an issuer with a critical rule that nobody knows',
      () => {
        const ruled = makeCertificate({ subject: 'Ruled', ...authority, unknownRule: true }, root)
        return [[leafOf(ruled), ruled]]
      },
    ],
    [
      'that names an issuer who did not sign it',
      () => [[makeCertificate({ subject: host, issuer: 'Root', usage: 0x80 })]],
    ],
    [
      'in a chain that goes round',
      () => {
        const a = makeCertificate({ subject: 'Round', ...authority })
        return [[leafOf(a), a, a]]
      },
    ],
  ])('is not trusted %s', async (_, make) => {
    const [chain, roots] = make()
    expect(await verdict(chain, roots)).toBe('WEBHOOK_CERTIFICATE_UNTRUSTED')
  })

  test('that was changed in any byte is not trusted, or is the same', async () => {
    const signed = await signedBy(leaf)
    for (let at = 0; at < leaf.der.length; at += 7) {
      const spoiled = Buffer.from(leaf.der)
      spoiled[at] = (spoiled[at] ?? 0) ^ 0x10
      const base64 = spoiled.toString('base64')
      const pem = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`
      const fetcher: typeof fetch = async () => new Response(pem + between.pem)
      const code = await codeOf(receiver([], { fetch: fetcher }).verify(signed))
      expect(['WEBHOOK_CERTIFICATE_UNTRUSTED', 'WEBHOOK_SIGNATURE_MISMATCH'], `byte ${at}`).toContain(code)
    }
  })
})
