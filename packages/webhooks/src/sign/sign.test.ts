import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { adyenItems } from '../schemes/adyen-items.ts'
import { discord } from '../schemes/discord.ts'
import { github } from '../schemes/github.ts'
import { hook0 } from '../schemes/hook0.ts'
import { httpSignatures } from '../schemes/http-signatures.ts'
import { hubspot } from '../schemes/hubspot.ts'
import { mailgun } from '../schemes/mailgun.ts'
import { paypal } from '../schemes/paypal.ts'
import { sendgrid } from '../schemes/sendgrid.ts'
import { slack } from '../schemes/slack.ts'
import { standardWebhooks } from '../schemes/standard-webhooks.ts'
import { stripe } from '../schemes/stripe.ts'
import { createVerifier } from '../verify/create-verifier.ts'
import { createSigner } from './create-signer.ts'
import { sign } from './sign.ts'
import type { SignOptions } from './sign-options.ts'
import { webhookRequest } from './webhook-request.ts'

const secrets = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const scheme = standardWebhooks()
const text = 'a-text-secret-of-some-length'
const publicPem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()

describe('what is signed', () => {
  test.each<[string, SignOptions['body'], string, string | undefined]>([
    ['an object, as JSON', { a: 'é' }, '{"a":"é"}', 'application/json'],
    ['a list', [1, 2], '[1,2]', 'application/json'],
    ['a text', '{"a": 1.0}', '{"a": 1.0}', 'application/json'],
    ['bytes', Buffer.from('x'), 'x', undefined],
    ['a buffer', new TextEncoder().encode('y').buffer, 'y', undefined],
    ['a form', new URLSearchParams({ a: 'b c' }), 'a=b+c', 'application/x-www-form-urlencoded'],
  ])('is %s', async (_, body, sent, type) => {
    const signed = await sign({ scheme, secrets, body })
    expect(new TextDecoder().decode(signed.body)).toBe(sent)
    expect(signed.headers['content-type']).toBe(type)
  })

  test('is a copy: the bytes can be used again', async () => {
    const body = new Uint8Array([1, 2])
    const signed = await sign({ scheme, secrets, body })
    body[0] = 9
    expect([...signed.body]).toEqual([1, 2])
  })

  test('keeps the headers that are given, in lower case', async () => {
    const headers = { 'Content-Type': 'text/plain', 'X-Trace': 'a' }
    const signed = await sign({ scheme, secrets, body: 'x', headers })
    expect(signed.headers).toMatchObject({ 'content-type': 'text/plain', 'x-trace': 'a' })
    expect(signed).toMatchObject({ method: 'POST', url: undefined })
  })

  test('has an id and a time that are given in, or given', async () => {
    const fixed = { now: () => 1_700_000_000_000, random: () => 0 }
    const made = await sign({ scheme, secrets, body: 'x', ...fixed })
    expect(made).toMatchObject({
      id: `msg_${'A'.repeat(24)}`,
      headers: { 'webhook-timestamp': '1700000000' },
    })
    const given = await sign({ scheme, secrets, body: 'x', id: 'msg_1', timestamp: new Date(5_000_000_000) })
    expect(given.headers).toMatchObject({ 'webhook-id': 'msg_1', 'webhook-timestamp': '5000000' })
  })

  test.each([0.999999, 0.5])('has an id of letters alone, whatever chance says: %s', async (chance) => {
    expect((await sign({ scheme, secrets, body: 'x', random: () => chance })).id).toMatch(/^msg_\w{24}$/)
  })

  test('has no two ids that are the same', async () => {
    const signer = createSigner({ scheme, secrets })
    const ids = await Promise.all(
      Array.from({ length: 100 }, async () => (await signer.sign({ body: 'x' })).id),
    )
    expect(new Set(ids).size).toBe(100)
  })

  test('is a request for tests, at an address that is given or not', async () => {
    const request = await webhookRequest(
      github(),
      { a: 1 },
      { secrets: text, method: 'PUT', headers: { 'x-github-event': 'push' } },
    )
    expect(request).toMatchObject({ url: 'https://example.com/webhook', method: 'PUT' })
    expect(request.headers.get('x-github-event')).toBe('push')
    expect((await webhookRequest(github(), 'x', { secrets: text, url: 'https://a.b/c' })).url).toBe(
      'https://a.b/c',
    )
  })
})

const circle: Record<string, unknown> = {}
circle['self'] = circle

test('a request for tests needs a whole address, and a method that fits its body', async () => {
  const make = (options: object, body = 'x') => webhookRequest(github(), body, { secrets: text, ...options })
  await expect(make({ url: '/hook' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  await expect(make({ method: 'GET' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect((await make({ method: 'GET' }, '')).method).toBe('GET')
})

describe('what cannot be signed is refused', () => {
  test.each<[string, Partial<SignOptions>]>([
    ['no secret', { secrets: [] }],
    ['an unknown option', { secret: text } as never],
    ['a short secret', { secrets: 'short', scheme: slack() }],
    ['two secrets where one signature fits', { secrets: [text, `${text}2`], scheme: github() }],
    ['a public key of Standard Webhooks', { secrets: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=' }],
    [
      'a public key of Discord',
      { secrets: '2f8c6129d816cf51c374bc7f08c3e63ed156cf78aefb4a6550d97b87997977ee', scheme: discord() },
    ],
    ['no private key of PayPal', { secrets: [], scheme: paypal({ webhookId: 'x' }) }],
    ['a public key in PEM', { secrets: publicPem, scheme: httpSignatures({ algorithm: 'ed25519' }) }],
    ['no key at all', { secrets: 'not a key, whatever its length', scheme: discord() }],
    ['base64 that is no key', { secrets: 'AAAAAAAAAAAAAAAAAAAAAAAA', scheme: sendgrid() }],
  ])('for its options: %s', async (_, options) => {
    const signing = sign({ scheme, secrets, body: 'x', ...options })
    await expect(signing).rejects.toMatchObject({
      name: 'InvalidRequestError',
      code: expect.stringMatching(/^INVALID_/) as unknown,
    })
  })

  test.each<[string, Partial<SignOptions>]>([
    ['a time that is none', { timestamp: new Date(Number.NaN) }],
    ['half a surrogate pair', { body: '\ud83d' }],
    ['a number', { body: 7 as never }],
    ['nothing', { body: null as never }],
    ['a circle', { body: circle }],
    ['a bigint', { body: { a: 1n } }],
    ['what JSON leaves out', { body: { toJSON: () => undefined } }],
    ['an id with a line break', { id: 'a\r\nx-evil: 1' }],
    ['an id with a comma', { id: 'a, b' }],
    ['an empty id', { id: '' }],
    ['a long id', { id: 'a'.repeat(257) }],
    ['an id with a full stop, which receivers refuse', { id: 'a.b' }],
    ['a text where an object is needed', { scheme: mailgun(), secrets: text }],
    [
      'a list without items',
      {
        scheme: adyenItems(),
        secrets: '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056',
        body: { notificationItems: [] },
      },
    ],
    [
      'no items',
      {
        scheme: adyenItems(),
        secrets: '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056',
        body: {},
      },
    ],
    ['no url where it is signed', { scheme: hubspot(), secrets: text }],
    ['no header where it is signed', { scheme: hook0({ headers: ['x-other'] }), secrets: text }],
  ])('for what it is: %s', async (_, options) => {
    await expect(sign({ scheme, secrets, body: 'x', ...options })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
  })

  test('for two halves of a key that do not belong together', async () => {
    const bytes = Buffer.from(`${secrets.slice(6).padEnd(88, 'A').slice(0, 86)}==`, 'base64')
    const halves = `whsk_${Buffer.concat([bytes.subarray(0, 32), Buffer.alloc(32, 9)]).toString('base64')}`
    await expect(sign({ scheme, secrets: halves, body: 'x' })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    })
  })
})

test('a signer makes its keys once, and signs anew each time', async () => {
  const signer = createSigner({ scheme: stripe(), secrets: text })
  const [one, other] = [await signer.sign({ body: { id: 'a' } }), await signer.sign({ body: { id: 'b' } })]
  const receiver = createVerifier({ scheme: stripe(), secrets: text })
  expect((await receiver.verify(one)).id).toBe('a')
  expect((await receiver.verify(other)).id).toBe('b')
})
