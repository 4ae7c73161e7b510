import { getEventListeners } from 'node:events'
import { isVezaError, type VezaError } from '@veza/resilience'
import { errorCatalog } from '@veza/resilience/catalog'
import { describe, expect, test, vi } from 'vitest'
import { createVerifier } from '../../src/index.ts'
import { github } from '../../src/schemes/github.ts'
import { standardWebhooks } from '../../src/schemes/standard-webhooks.ts'
import {
  fetchTransport,
  type OutgoingRequest,
  type SendOptions,
  sendWebhook,
  type WebhookTransport,
} from '../../src/send/index.ts'
import { HastyClock } from './hasty-clock.ts'

const secrets = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const url = 'https://hooks.example.com/services/SECRET-PATH?token=SECRET-QUERY'

interface Scripted {
  readonly transport: WebhookTransport
  readonly requests: OutgoingRequest[]
}

/** Answers with these statuses, one after the other; the last one for ever. */
function scripted(
  ...answers: (number | [status: number, headers: Record<string, string>] | Error)[]
): Scripted {
  const requests: OutgoingRequest[] = []
  const transport: WebhookTransport = async (request) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? 200
    requests.push(request)
    if (answer instanceof Error) throw answer
    const [status, headers] = typeof answer === 'number' ? [answer, {}] : answer
    return {
      status,
      headers: new Headers(headers),
      body: new TextEncoder().encode('ANSWER'),
      truncated: false,
    }
  }
  return { transport, requests }
}

function send({ transport }: Scripted, more: Partial<SendOptions> = {}) {
  return sendWebhook(
    url,
    { type: 'test', one: 1 },
    { secrets, transport, clock: new HastyClock(), random: () => 0.5, ...more },
  )
}

async function failure(call: Promise<unknown>): Promise<VezaError> {
  const error = await call.catch((thrown: unknown) => thrown)
  if (!isVezaError(error)) return expect.fail('it should have failed with an error of the SDK')
  return error
}

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

describe('nothing secret', () => {
  test('stands in a log or in an error: no secret, signature, path, query, event or answer', async () => {
    const lines: unknown[] = []
    const line = (...told: unknown[]) => lines.push(told)
    const logger = { debug: line, info: line, warn: line, error: line }
    const endpoint = scripted(500)
    const error = await failure(
      sendWebhook(
        url,
        { content: 'EVENT' },
        {
          secrets,
          logger,
          id: 'msg_1',
          clock: new HastyClock(),
          random: () => 0.5,
          transport: endpoint.transport,
        },
      ),
    )
    expect(lines).toEqual([
      [
        {
          host: 'hooks.example.com',
          id: 'msg_1',
          attempt: 1,
          delayMs: 500,
          code: 'DELIVERY_NOT_ACCEPTED',
          status: 500,
        },
        'veza: delivering again',
      ],
      [
        {
          host: 'hooks.example.com',
          id: 'msg_1',
          attempt: 2,
          delayMs: 1000,
          code: 'DELIVERY_NOT_ACCEPTED',
          status: 500,
        },
        'veza: delivering again',
      ],
    ])
    const { inspect } = await import('node:util')
    const printed = `${inspect(error)}${JSON.stringify(error)}${String(error)}${JSON.stringify(lines)}`
    for (const secret of ['C2FVsBQI', 'SECRET', 'EVENT', 'ANSWER', 'v1,'])
      expect(printed).not.toContain(secret)
    expect(error.details).toEqual({ answer: 'ANSWER' })
  })

  test('is lost by a logger that fails', async () => {
    const fail = vi.fn(() => {
      throw new Error('log away')
    })
    const logger = { debug: fail, info: fail, warn: fail, error: fail }
    await expect(send(scripted(500, 200), { logger })).resolves.toMatchObject({ attempts: 2 })
    expect(fail).toHaveBeenCalledTimes(1)
  })
})

describe('options', () => {
  test.each<[string, object]>([
    ['an unknown one', { timeout: 5 }],
    ['no secret', { secrets: undefined }],
    ['an empty secret', { secrets: '' }],
    ['a timeout of 0', { timeoutMs: 0 }],
    ['a total timeout that is text', { totalTimeoutMs: '60' }],
    ['a response cap below 0', { maxResponseBytes: -1 }],
    ['a transport that is none', { transport: {} }],
    ['an id with a space', { id: 'a b' }],
    ['an id with a full stop', { id: 'a.b' }],
    ['a header with a line break', { headers: { 'x-a': 'a\r\nb: c' } }],
    ['a header name with a colon', { headers: { 'x:a': 'a' } }],
    ['a Host header', { headers: { Host: 'other.example.com' } }],
    ['a Content-Length header', { headers: { 'content-length': '1' } }],
    ['a Transfer-Encoding header', { headers: { 'Transfer-Encoding': 'chunked' } }],
    ['a controller for a signal', { signal: new AbortController() }],
    ['a retry policy with an unknown name', { retry: { attempts: 3 } }],
    ['a retry policy with a text', { retry: { maxAttempts: '3' } }],
  ])('with %s are refused before anything is sent', async (_, more) => {
    const endpoint = scripted(200)
    expect(await failure(send(endpoint, more))).toMatchObject({ code: 'INVALID_OPTION' })
    expect(endpoint.requests).toHaveLength(0)
  })

  test('may ask for less of the answer', async () => {
    const endpoint = scripted(200)
    await send(endpoint, { maxResponseBytes: 3 })
    expect(endpoint.requests[0]?.maxResponseBytes).toBe(3)
  })

  test('without a transport the guard is on', async () => {
    expect(await failure(sendWebhook('https://127.0.0.1/', {}, { secrets }))).toMatchObject({
      code: 'EGRESS_ADDRESS_REFUSED',
      attempts: 1,
    })
  })
})

describe('fetchTransport()', () => {
  function fetching(answer: () => Response) {
    const calls: [string, RequestInit][] = []
    const fetch = async (target: string | URL | Request, init: RequestInit = {}) => {
      calls.push([String(target), init])
      return answer()
    }
    return { calls, fetch: fetch as typeof globalThis.fetch }
  }

  test('sends what was signed, follows nothing and takes no cookie', async () => {
    const { calls, fetch } = fetching(() => new Response('thanks', { status: 201 }))
    const sent = await sendWebhook(
      'https://Hooks.example.com./a?b#c',
      { a: 1 },
      { secrets, transport: fetchTransport({ fetch }) },
    )
    expect(sent).toMatchObject({ status: 201, answer: 'thanks' })
    expect(calls[0]).toMatchObject([
      'https://hooks.example.com/a?b',
      { method: 'POST', redirect: 'manual', credentials: 'omit' },
    ])
  })

  test('checks the URL as ever', async () => {
    const { calls, fetch } = fetching(() => new Response())
    const transport = fetchTransport({ fetch })
    expect(await failure(sendWebhook('https://[::1]/', {}, { secrets, transport }))).toMatchObject({
      code: 'EGRESS_ADDRESS_REFUSED',
    })
    expect(await failure(sendWebhook('http://a.example/', {}, { secrets, transport }))).toMatchObject({
      code: 'EGRESS_SCHEME_REFUSED',
    })
    expect(calls).toEqual([])
    await sendWebhook(
      'http://a.example/',
      {},
      { secrets, transport: fetchTransport({ fetch, allowHttp: true }) },
    )
    expect(calls).toHaveLength(1)
  })

  test('reads no more of an answer than asked', async () => {
    const cancel = vi.fn()
    const endless = () =>
      new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1000)), cancel }))
    const { fetch } = fetching(endless)
    const sent = await sendWebhook(
      'https://a.example/',
      {},
      { secrets, maxResponseBytes: 2500, transport: fetchTransport({ fetch }) },
    )
    expect(sent.answer).toHaveLength(2500)
    expect(cancel).toHaveBeenCalledTimes(1)
  })

  test('takes a redirect for one also where it is hidden', async () => {
    const { fetch } = fetching(() =>
      Object.defineProperties(new Response(), { type: { value: 'opaqueredirect' }, status: { value: 0 } }),
    )
    expect(
      await failure(sendWebhook('https://a.example/', {}, { secrets, transport: fetchTransport({ fetch }) })),
    ).toMatchObject({ code: 'DELIVERY_REDIRECTED' })
  })

  test('tries again when the connection is lost', async () => {
    let calls = 0
    const fetch = (async () => {
      if (calls++ === 0) throw new TypeError('fetch failed')
      return new Response()
    }) as typeof globalThis.fetch
    const transport = fetchTransport({ fetch })
    await expect(
      sendWebhook('https://a.example/', {}, { secrets, transport, clock: new HastyClock() }),
    ).resolves.toMatchObject({ attempts: 2 })
  })
})

test('every code has its remedy from the catalogue', async () => {
  const catalog = new Map(errorCatalog().map(({ code, remedy }) => [code, remedy.en]))
  const errors = await Promise.all([
    ...['https://', 'ftp://a.example', 'https://a.example:1', 'https://localhost', 'https://127.0.0.1'].map(
      (target) => failure(sendWebhook(target, {}, { secrets })),
    ),
    ...[302, 410, 400].map((status) => failure(send(scripted(status)))),
  ])
  expect(errors.map(({ code }) => code)).toEqual([
    'EGRESS_URL_INVALID',
    'EGRESS_SCHEME_REFUSED',
    'EGRESS_PORT_REFUSED',
    'EGRESS_NAME_REFUSED',
    'EGRESS_ADDRESS_REFUSED',
    'DELIVERY_REDIRECTED',
    'DELIVERY_ENDPOINT_GONE',
    'DELIVERY_NOT_ACCEPTED',
  ])
  for (const { code, remedy } of errors) expect(remedy).toBe(catalog.get(code))
})
