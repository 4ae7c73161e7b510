import { inspect } from 'node:util'
import { vezaEvents } from '@veza/protocol'
import { AbortError, type WebhookVerificationError } from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import { describe, expect, test, vi } from 'vitest'
import { codeOf } from '../../test/support/code-of.ts'
import { slack } from '../schemes/slack.ts'
import { standardWebhooks } from '../schemes/standard-webhooks.ts'
import { stripe } from '../schemes/stripe.ts'
import { sign } from '../sign/sign.ts'
import { webhookRequest } from '../sign/webhook-request.ts'
import { createVerifier } from './create-verifier.ts'
import type { VerifierOptions } from './verifier-options.ts'

const secrets = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const scheme = standardWebhooks()
const event = { type: 'user.created', data: { id: 7 } }

function verifier(options: Partial<VerifierOptions> = {}) {
  return createVerifier({ scheme, secrets, ...options })
}

describe('a verifier', () => {
  test('tells all that it knows of a webhook', async () => {
    const timestamp = new Date(Math.floor(Date.now() / 1000) * 1000)
    const signed = await sign({ scheme, secrets, body: event, id: 'msg_1', timestamp })
    const webhook = await verifier().verify(signed)
    expect(webhook).toEqual({
      scheme: 'standard-webhooks',
      id: 'msg_1',
      type: 'user.created',
      timestamp,
      event,
      body: signed.body,
      secretIndex: 0,
      challenge: undefined,
      release: expect.any(Function) as unknown,
    })
  })

  test('takes the body in every form that has its bytes', async () => {
    const { headers, body } = await sign({ scheme, secrets, body: event })
    const text = new TextDecoder().decode(body)
    const buffer = body.buffer.slice(body.byteOffset, body.byteOffset + body.length)
    const all = verifier({ replay: false })
    for (const same of [body, Buffer.from(body), text, buffer]) {
      expect((await all.verify({ headers, body: same })).event).toEqual(event)
    }
    expect((await all.verify({ headers, body: { parsed: true }, rawBody: Buffer.from(body) })).event).toEqual(
      event,
    )
    expect((await all.verify(new Request('https://a.b', { method: 'POST', headers, body }))).event).toEqual(
      event,
    )
  })

  test('reads secrets out of their boxes', async () => {
    const signed = await sign({ scheme, secrets: new Secret(secrets), body: event })
    await expect(verifier({ secrets: [new Secret(secrets)] }).verify(signed)).resolves.toBeDefined()
  })

  test('has its limit, and its scheme, to be read', () => {
    expect(verifier({ maxBodyBytes: 7 })).toMatchObject({ scheme: 'standard-webhooks', maxBodyBytes: 7 })
  })

  test('shows no secret when it is printed', () => {
    expect(inspect(verifier(), { depth: null, showHidden: true })).not.toContain('MfKQ9r8')
  })
})

describe('a body that is refused', () => {
  test.each<[string, unknown, string]>([
    ['a parsed object', { a: 1 }, 'WEBHOOK_BODY_PARSED'],
    ['a parsed list', [1], 'WEBHOOK_BODY_PARSED'],
    ['a number', 7, 'WEBHOOK_BODY_PARSED'],
    ['nothing', undefined, 'WEBHOOK_BODY_MISSING'],
    ['null', null, 'WEBHOOK_BODY_MISSING'],
    ['half a surrogate pair', '"\ud83d"', 'WEBHOOK_BODY_INVALID'],
    ['too many bytes', new Uint8Array(101), 'WEBHOOK_BODY_TOO_LARGE'],
    ['a text of too many bytes', 'é'.repeat(51), 'WEBHOOK_BODY_TOO_LARGE'],
  ])('is %s', async (_, body, code) => {
    expect(await codeOf(verifier({ maxBodyBytes: 100 }).verify({ headers: {}, body }))).toBe(code)
  })

  test.each<[string, object, RegExp]>([
    ['Express', { app: {}, res: {}, next: () => undefined }, /In Express, .*express\.raw/],
    ['Fastify', { raw: {}, server: {} }, /In Fastify, .*parseAs/],
    ['Koa', { ctx: {}, app: {} }, /In Koa, .*rawBody/],
    ['Next.js pages', { cookies: {}, query: {} }, /In Next\.js pages, .*bodyParser: false/],
    ['AWS Lambda', { requestContext: {} }, /In AWS Lambda, .*isBase64Encoded/],
    ['NestJS', { rawBody: undefined }, /In NestJS, .*rawBody: true/],
  ])('names the fix of %s alone', async (framework, parts, fix) => {
    const received = verifier().verify({ headers: {}, body: { a: 1 }, ...parts })
    const error: WebhookVerificationError = await received.then(
      () => expect.fail('accepted'),
      (thrown) => thrown,
    )
    expect(error).toMatchObject({ code: 'WEBHOOK_BODY_PARSED', answerStatus: 500, retryable: true })
    expect(error.remedy).toMatch(fix)
    expect(error.remedy.match(/In [A-Z]/g), framework).toHaveLength(1)
  })

  test('names every fix when the framework is not to be told', async () => {
    const received = verifier().verify({ headers: {}, body: {} })
    await expect(received).rejects.toMatchObject({
      remedy: expect.stringMatching(/Express.*Fastify.*Koa.*Nest.*Next.*Lambda/) as unknown,
    })
  })

  test('is one that was read before', async () => {
    const request = await webhookRequest(scheme, event, { secrets })
    await request.clone().text()
    await request.text()
    expect(await codeOf(verifier().verify(request))).toBe('WEBHOOK_BODY_CONSUMED')
  })

  test('is one whose length is announced to be too much, without reading it', async () => {
    const request = new Request('https://a.b', {
      method: 'POST',
      body: 'x',
      headers: { 'content-length': '101' },
    })
    expect(await codeOf(verifier({ maxBodyBytes: 100 }).verify(request))).toBe('WEBHOOK_BODY_TOO_LARGE')
    expect(request.bodyUsed).toBe(false)
  })

  test('is a stream that grows too long: it is cancelled', async () => {
    const cancel = vi.fn()
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(60)), cancel })
    const request = new Request('https://a.b', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(await codeOf(verifier({ maxBodyBytes: 100 }).verify(request))).toBe('WEBHOOK_BODY_TOO_LARGE')
    expect(cancel).toHaveBeenCalledOnce()
  })

  test('is a stream that breaks', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('canary')) })
    const request = new Request('https://a.b', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(await codeOf(verifier().verify(request))).toBe('WEBHOOK_BODY_INCOMPLETE')
  })

  test('is compressed, and says so', async () => {
    const { headers } = await sign({ scheme, secrets, body: event })
    const received = verifier().verify({
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: 'zipped',
    })
    await expect(received).rejects.toMatchObject({ code: 'WEBHOOK_BODY_ENCODED', answerStatus: 415 })
  })

  test('is JSON that is none, though it was signed', async () => {
    const signed = await sign({ scheme, secrets, body: 'canary' })
    const error: unknown = await verifier()
      .verify(signed)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'WEBHOOK_BODY_INVALID',
      message: 'standard-webhooks: the body is not JSON',
    })
    expect(inspect(error)).not.toContain('canary')
  })
})

describe('reading a request', () => {
  test('stops when its signal is aborted, and leaves no listener', async () => {
    const stop = new AbortController()
    const remove = vi.spyOn(stop.signal, 'removeEventListener')
    const cancel = vi.fn()
    const body = new ReadableStream(
      { pull: () => stop.abort(new Error('enough')), cancel },
      { highWaterMark: 0 },
    )
    const request = new Request('https://a.b', { method: 'POST', body, duplex: 'half' } as RequestInit)
    await expect(verifier().verify(request, { signal: stop.signal })).rejects.toBeInstanceOf(AbortError)
    expect(remove).toHaveBeenCalled()
    expect(cancel).toHaveBeenCalled()
  })

  test('does not begin when its signal was aborted before', async () => {
    const request = await webhookRequest(scheme, event, { secrets })
    await expect(verifier().verify(request, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(
      AbortError,
    )
    expect(request.bodyUsed).toBe(false)
  })
})

test.each([undefined, null, 'text', 7, {}, { headers: null }, { headers: 'x', body: '' }])(
  'what is no request is a mistake of the caller: %o',
  async (input) => {
    const code = await codeOf(verifier().verify(input as never))
    expect(['INVALID_ARGUMENT', 'WEBHOOK_BODY_MISSING']).toContain(code)
  },
)

describe('an option', () => {
  test.each<[string, Partial<VerifierOptions>]>([
    ['no scheme', { scheme: undefined as never }],
    ['a scheme that was not called', { scheme: stripe as never }],
    ['no secret', { secrets: [] }],
    ['an unset variable', { secrets: undefined }],
    ['an empty secret', { secrets: '' }],
    ['one empty secret of two', { secrets: [secrets, ''] }],
    ['white space', { secrets: '   ' }],
    ['a secret with a line break', { secrets: `${secrets}\n` }],
    ['a secret with a space in front', { secrets: ` ${secrets}` }],
    ['a short key', { secrets: 'whsec_c2hvcnQ=' }],
    ['a long key', { secrets: `whsec_${Buffer.alloc(65).toString('base64')}` }],
    ['no base64', { secrets: 'whsec_not base64 at all' }],
    ['a public key of another length', { secrets: 'whpk_c2hvcnQ=' }],
    ['a number as secret', { secrets: 7 as never }],
    ['half a surrogate pair', { secrets: '\ud83d'.repeat(20), scheme: stripe() }],
    ['a short text', { secrets: 'fifteen letters', scheme: stripe() }],
    ['no tolerance', { toleranceMs: 0 }],
    ['endless tolerance', { toleranceMs: Number.POSITIVE_INFINITY }],
    ['no bytes', { maxBodyBytes: Number.NaN }],
    ['no least bytes', { minSecretBytes: -1 }],
    ['a claim that ends too soon', { replay: { ttlMs: 599_999 } }],
    ['a schema of nothing', { schema: vezaEvents, parse: false }],
  ])('that is wrong is refused at once: %s', (_, options) => {
    expect(() => verifier(options)).toThrow(
      expect.objectContaining({ name: 'InvalidRequestError', code: 'INVALID_OPTION' }),
    )
  })

  test('that nobody knows is refused, here and in replay', () => {
    expect(() => verifier({ tolerance: 300 } as never)).toThrow(/"tolerance".*toleranceMs/)
    expect(() => verifier({ replay: { ttl: 300 } as never })).toThrow(/"ttl".*ttlMs/)
  })

  test('says which secret is wrong, and not what it is', () => {
    const error = (() => {
      try {
        return verifier({ secrets: [secrets, 'whsec_canary'] })
      } catch (thrown) {
        return thrown
      }
    })()
    expect(inspect(error)).toMatch(/secrets\[1\]/)
    expect(inspect(error)).not.toContain('canary')
  })

  test('allows shorter secrets when that is asked for', async () => {
    const short = { scheme: stripe(), secrets: 'short', minSecretBytes: 5 }
    const signed = await sign({ ...short, body: event })
    await expect(createVerifier(short).verify(signed)).resolves.toBeDefined()
  })

  test('sets how far from now a webhook may be signed', async () => {
    const signed = await sign({ scheme, secrets, body: event, timestamp: new Date(Date.now() - 600_000) })
    expect(await codeOf(verifier().verify(signed))).toBe('WEBHOOK_TIMESTAMP_TOO_OLD')
    expect(await codeOf(verifier({ toleranceMs: 700_000 }).verify(signed))).toBe('accepted')
  })

  test('sets the clock', async () => {
    const signed = await sign({ scheme, secrets, body: event, now: () => 1_700_000_000_000 })
    expect(await codeOf(verifier({ now: () => 1_700_000_100_000 }).verify(signed))).toBe('accepted')
  })

  test('leaves the body alone: parse', async () => {
    const signed = await sign({ scheme: slack(), secrets: 'a-secret-for-slack-1', body: '<xml/>' })
    const raw = createVerifier({ scheme: slack(), secrets: 'a-secret-for-slack-1', parse: false })
    expect(await raw.verify(signed)).toMatchObject({ event: undefined, id: undefined, type: undefined })
  })
})
