import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createVerifier } from '../../src/index.ts'
import { github } from '../../src/schemes/github.ts'
import { standardWebhooks } from '../../src/schemes/standard-webhooks.ts'
import { type OutgoingRequest, sendWebhook, type WebhookTransport } from '../../src/send/index.ts'
import { HastyClock } from './hasty-clock.ts'

import { failure, scripted, secrets, send, url } from './scripted.ts'

describe('a delivery', () => {
  test('sends one signed request, which a verifier lets in', async () => {
    const endpoint = scripted(202)
    const sent = await send(endpoint, {
      headers: { 'x-trace': '7' },
      id: 'msg_1',
      clock: new HastyClock(1_800_000_000_000),
    })
    expect(sent).toEqual({ id: 'msg_1', status: 202, attempts: 1, durationMs: 0, answer: 'ANSWER' })
    const [request] = endpoint.requests as [OutgoingRequest]
    expect(request).toMatchObject({ url, method: 'POST', maxResponseBytes: 16_384 })
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'veza-webhooks',
      'accept-encoding': 'identity',
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1800000000',
      'x-trace': '7',
    })
    const verifier = createVerifier({ scheme: standardWebhooks(), secrets, now: () => 1_800_000_000_000 })
    await expect(verifier.verify(request)).resolves.toMatchObject({
      id: 'msg_1',
      event: { type: 'test', one: 1 },
    })
  })

  test('signs by another scheme, and with several secrets', async () => {
    const endpoint = scripted(200)
    await send(endpoint, { scheme: github(), secrets: 'It is a Secret to Everybody' })
    expect(endpoint.requests[0]?.headers['x-hub-signature-256']).toMatch(/^sha256=[\da-f]{64}$/)
    await send(endpoint, { secrets: [secrets, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] })
    expect(endpoint.requests[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(2)
  })

  test('makes an id of its own, by the chance it is given', async () => {
    expect((await send(scripted(200), { random: () => 0 })).id).toBe(`msg_${'A'.repeat(24)}`)
    expect((await send(scripted(200))).id).not.toBe((await send(scripted(200), { random: Math.random })).id)
  })

  test('sends bytes and text as they are', async () => {
    const endpoint = scripted(200)
    const bytes = new Uint8Array([0, 255, 1])
    await sendWebhook(url, bytes, { secrets, transport: endpoint.transport })
    await sendWebhook(url, '{"a":1.0}', { secrets, transport: endpoint.transport })
    expect(endpoint.requests.map(({ body }) => Buffer.from(body).toString('latin1'))).toEqual([
      '\0\xff\u0001',
      '{"a":1.0}',
    ])
  })
})

describe('an attempt that fails', () => {
  test.each([408, 425, 429, 500, 502, 503, 504])(
    'with %i is made again, with the same id and a fresh signature',
    async (status) => {
      const endpoint = scripted(status, 200)
      const clock = new HastyClock(1_800_000_000_000)
      const sent = await send(endpoint, { clock })
      expect(sent).toMatchObject({ attempts: 2, status: 200, durationMs: 500 })
      const [first, second] = endpoint.requests.map(({ headers }) => headers) as [
        Record<string, string>,
        Record<string, string>,
      ]
      expect(second['webhook-id']).toBe(first['webhook-id'])
      expect(clock.asked).toEqual([500])
    },
  )

  test('is signed anew with the time of the new attempt', async () => {
    const endpoint = scripted([503, { 'retry-after': '10' }], 200)
    await send(endpoint, { clock: new HastyClock(1_800_000_000_000) })
    expect(endpoint.requests.map(({ headers }) => headers['webhook-timestamp'])).toEqual([
      '1800000000',
      '1800000010',
    ])
  })

  test.each([400, 401, 403, 404, 405, 409, 413, 415, 422, 501, 505])(
    'with %i is not made again',
    async (status) => {
      const endpoint = scripted(status, 200)
      const error = await failure(send(endpoint))
      expect(error).toMatchObject({ code: 'DELIVERY_NOT_ACCEPTED', status, attempts: 1, retryable: false })
      expect(error.message).toContain(String(status))
      expect(endpoint.requests).toHaveLength(1)
    },
  )

  test.each([300, 301, 302, 303, 304, 307, 308])(
    'with a redirect of %i is final, and nothing follows it',
    async (status) => {
      const endpoint = scripted([status, { location: 'https://other.example.com/' }], 200)
      expect(await failure(send(endpoint))).toMatchObject({
        code: 'DELIVERY_REDIRECTED',
        status,
        name: 'InvalidResponseError',
      })
      expect(endpoint.requests).toHaveLength(1)
    },
  )

  test('with 410 is final: the endpoint is to be removed', async () => {
    const endpoint = scripted(410, 200)
    expect(await failure(send(endpoint))).toMatchObject({
      code: 'DELIVERY_ENDPOINT_GONE',
      status: 410,
      name: 'NotFoundError',
    })
    expect(endpoint.requests).toHaveLength(1)
  })

  test.each(['429', '503'])('with %s waits as long as Retry-After asks', async (status) => {
    const clock = new HastyClock()
    await send(scripted([Number(status), { 'retry-after': '20' }], 200), { clock })
    expect(clock.asked).toEqual([21_000])
  })

  test('with a Retry-After beyond the time that is left fails at once, and says when', async () => {
    const endpoint = scripted([429, { 'retry-after': '3600' }], 200)
    expect(await failure(send(endpoint))).toMatchObject({
      code: 'DELIVERY_NOT_ACCEPTED',
      name: 'RateLimitError',
      retryAfterMs: 3_600_000,
      attempts: 1,
    })
    expect(endpoint.requests).toHaveLength(1)
    await expect(
      send(scripted([429, { 'retry-after': '3600' }], 200), { totalTimeoutMs: 10_000_000 }),
    ).resolves.toMatchObject({ attempts: 2 })
  })

  test('is made three times at most, or as often as asked', async () => {
    const endpoint = scripted(500)
    expect(await failure(send(endpoint))).toMatchObject({
      attempts: 3,
      status: 500,
      name: 'ServerError',
      retryable: true,
    })
    expect(endpoint.requests).toHaveLength(3)
    const once = scripted(500)
    expect(await failure(send(once, { retry: false }))).toMatchObject({ attempts: 1 })
    expect(once.requests).toHaveLength(1)
    const often = scripted(500)
    const clock = new HastyClock()
    expect(await failure(send(often, { clock, retry: { maxAttempts: 5, baseDelayMs: 10 } }))).toMatchObject({
      attempts: 5,
    })
    expect(clock.asked).toEqual([5, 10, 20, 40])
  })

  test('without an answer in time is made again', async () => {
    let calls = 0
    const transport: WebhookTransport = ({ signal }) => {
      calls++
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      )
    }
    const error = await failure(send({ transport, requests: [] }, { timeoutMs: 5 }))
    expect(error).toMatchObject({ code: 'TIMEOUT', name: 'TimeoutError', attempts: 3 })
    expect(calls).toBe(3)
  })

  test('whose transport does not listen to its signal is left behind', async () => {
    const transport: WebhookTransport = () => new Promise(() => undefined)
    expect(await failure(send({ transport, requests: [] }, { timeoutMs: 5, retry: false }))).toMatchObject({
      code: 'TIMEOUT',
    })
  })

  test('gets no more time than the delivery as a whole has left', async () => {
    const clock = new HastyClock()
    const transport: WebhookTransport = () => new Promise(() => undefined)
    const began = performance.now()
    expect(
      await failure(send({ transport, requests: [] }, { clock, totalTimeoutMs: 20, timeoutMs: 60_000 })),
    ).toMatchObject({ code: 'TIMEOUT' })
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('by an error that is none of ours ends the delivery', async () => {
    const mistake = new TypeError('a mistake of the transport')
    const endpoint = scripted(mistake)
    await expect(send(endpoint)).rejects.toBe(mistake)
    expect(endpoint.requests).toHaveLength(1)
  })
})

describe('aborting', () => {
  test('ends a request, and leaves no listener', async () => {
    const controller = new AbortController()
    const sending = Promise.withResolvers<void>()
    const transport: WebhookTransport = ({ signal }) => {
      sending.resolve()
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      )
    }
    const call = failure(send({ transport, requests: [] }, { signal: controller.signal }))
    await sending.promise
    controller.abort()
    expect(await call).toMatchObject({ code: 'ABORTED' })
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  })

  test('before the start sends nothing', async () => {
    const endpoint = scripted(200)
    expect(await failure(send(endpoint, { signal: AbortSignal.abort() }))).toMatchObject({ code: 'ABORTED' })
    expect(endpoint.requests).toHaveLength(0)
  })
})
