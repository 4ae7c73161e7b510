import { describe, expect, test, vi } from 'vitest'
import {
  handleIncomingWebhook,
  retryLater,
  unsubscribe,
  webhookHandler,
} from '../../src/adapters/fetch/index.ts'
import type { HandlerOptions } from '../../src/handle/handler-options.ts'
import type { ReceivedWebhook } from '../../src/handle/webhook-listener.ts'
import { memoryClaimStore, webhookRequest } from '../../src/index.ts'
import { standardWebhooks } from '../../src/schemes/standard-webhooks.ts'
import { askingScheme, errorBook, newVerifier, secrets, signed } from './fixture.ts'

const code = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code

describe('a webhook that is in order', () => {
  test('goes to the listener of its name, with its id, time and bytes, and is answered 200 without a body', async () => {
    const calls: [unknown, ReceivedWebhook][] = []
    const other = vi.fn()
    const handler = webhookHandler({
      verifier: newVerifier(),
      on: { 'message.sent': (event, webhook) => void calls.push([event, webhook]), 'user.created': other },
      onUnknown: other,
    })
    const response = await handler(await signed({ type: 'message.sent', data: { id: 1 } }, 'msg_1'))
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(other).not.toHaveBeenCalled()
    const [[event, webhook]] = calls as [[unknown, ReceivedWebhook]]
    expect(event).toEqual({ type: 'message.sent', data: { id: 1 } })
    expect(webhook).toMatchObject({
      id: 'msg_1',
      type: 'message.sent',
      scheme: 'standard-webhooks',
      tenant: undefined,
    })
    expect(new TextDecoder().decode(webhook.body)).toBe('{"type":"message.sent","data":{"id":1}}')
    expect(webhook.timestamp).toBeInstanceOf(Date)
  })

  test('of a name that nobody listens to goes to onUnknown, or is answered 200 all the same', async () => {
    const onUnknown = vi.fn()
    const told = webhookHandler({ verifier: newVerifier(), on: { 'user.created': vi.fn() }, onUnknown })
    expect((await told(await signed())).status).toBe(200)
    expect(onUnknown).toHaveBeenCalledTimes(1)
    expect((await webhookHandler({ verifier: newVerifier() })(await signed())).status).toBe(200)
  })

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'named %s calls no method of an object',
    async (type) => {
      const onUnknown = vi.fn()
      const handler = webhookHandler({ verifier: newVerifier(), on: {}, onUnknown })
      expect((await handler(await signed({ type }))).status).toBe(200)
      expect(onUnknown).toHaveBeenCalledTimes(1)
    },
  )

  test('may be answered by its listener: text, JSON, status and headers', async () => {
    const replies: Record<string, unknown> = {
      text: { body: 'pong', headers: { 'Content-Type': 'text/plain' } },
      json: { status: 201, body: { type: 1 } },
      empty: { status: 204 },
      gone: unsubscribe(),
    }
    const handler = webhookHandler({
      verifier: newVerifier(),
      onUnknown: (_, { type }) => replies[type ?? ''] as object,
    })
    const answers = []
    for (const type of Object.keys(replies)) {
      const response = await handler(await signed({ type }))
      answers.push([response.status, response.headers.get('content-type'), await response.text()])
    }
    expect(answers).toEqual([
      [200, 'text/plain', 'pong'],
      [201, 'application/json', '{"type":1}'],
      [204, null, ''],
      [410, null, ''],
    ])
  })
})

describe('a webhook that comes again', () => {
  test('is answered 200 and takes effect once', async () => {
    const listener = vi.fn()
    const { errors, onError } = errorBook()
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: listener, onError })
    const again = await signed(undefined, 'msg_1')
    expect((await handler(again.clone())).status).toBe(200)
    const second = await handler(again)
    expect([second.status, await second.text()]).toEqual([200, ''])
    expect(listener).toHaveBeenCalledTimes(1)
    expect(errors).toEqual([{ code: 'WEBHOOK_DUPLICATE', stage: 'refused' }])
  })

  test('while the first is still at work is put off, since that one may fail', async () => {
    const work = Promise.withResolvers<void>()
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: () => work.promise })
    const request = await signed(undefined, 'msg_1')
    const first = handler(request.clone())
    const second = await handler(request.clone())
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '5'])
    work.reject(new Error('failed after all'))
    expect((await first).status).toBe(500)
    expect((await handler(request)).status).toBe(500)
  })

  test('after its listener failed is let in again', async () => {
    const listener = vi
      .fn()
      .mockRejectedValueOnce(new Error('database away'))
      .mockResolvedValueOnce(undefined)
    const { errors, onError } = errorBook()
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: listener, onError })
    const request = await signed(undefined, 'msg_1')
    const first = await handler(request.clone())
    expect([first.status, first.headers.get('retry-after')]).toEqual([500, '30'])
    expect(await first.text()).toBe('{"error":{"code":"INTERNAL_SERVER_ERROR"}}')
    expect((await handler(request)).status).toBe(200)
    expect(errors).toEqual([{ code: 'Error: database away', stage: 'failed' }])
  })

  test.each([
    ['a reply of 503', retryLater(90_000), 503, '90', true],
    ['a reply of 422', { status: 422 }, 422, null, true],
    ['a reply of 410', unsubscribe(), 410, null, false],
    ['a reply of 202', { status: 202 }, 202, null, false],
  ])('after %s is let in again or not', async (_, reply, status, retryAfter, again) => {
    const listener = vi.fn(() => reply)
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: listener })
    const request = await signed(undefined, 'msg_1')
    const response = await handler(request.clone())
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter])
    await handler(request)
    expect(listener).toHaveBeenCalledTimes(again ? 2 : 1)
  })

  test('is let in again also where giving the claim up fails, once it ends', async () => {
    const store = { ...memoryClaimStore(), release: () => Promise.reject(new Error('store away')) }
    const { errors, onError } = errorBook()
    const verifier = newVerifier({ replay: { store } })
    const handler = webhookHandler({
      verifier,
      onUnknown: () => Promise.reject(new Error('failed')),
      onError,
    })
    expect((await handler(await signed())).status).toBe(500)
    expect(errors.map(({ code: thrown }) => thrown)).toEqual(['Error: failed', 'Error: store away'])
  })
})

describe('a refusal', () => {
  const cases: [
    string,
    number,
    string,
    (request: Request) => Request | Promise<Request>,
    Partial<HandlerOptions>?,
  ][] = [
    [
      'no signature',
      400,
      'WEBHOOK_HEADER_MISSING',
      (r) => new Request(r.url, { method: 'POST', body: '{}' }),
    ],
    [
      'another body',
      401,
      'WEBHOOK_SIGNATURE_MISMATCH',
      (r) => new Request(r, { body: '{}', method: 'POST' }),
    ],
    [
      'a large body',
      413,
      'WEBHOOK_BODY_TOO_LARGE',
      (r) => new Request(r, { body: 'x'.repeat(2000), method: 'POST' }),
      { verifier: newVerifier({ maxBodyBytes: 1000 }) },
    ],
    ['a packed body', 415, 'WEBHOOK_BODY_ENCODED', (r) => changed(r, 'content-encoding', 'br')],
    ['a body that was read', 500, 'WEBHOOK_BODY_CONSUMED', read],
  ]

  test.each(cases)(
    'of %s is answered %i with its code alone, and told to onError',
    async (_, status, cause, change, more) => {
      const listener = vi.fn()
      const { errors, onError } = errorBook()
      const handler = webhookHandler({ verifier: newVerifier(), onUnknown: listener, onError, ...more })
      const response = await handler(await change(await signed()))
      expect([response.status, await code(response)]).toEqual([status, cause])
      expect(response.headers.get('retry-after')).toBe(status >= 500 ? '30' : null)
      expect(listener).not.toHaveBeenCalled()
      expect(errors).toEqual([{ code: cause, stage: 'refused' }])
    },
  )

  test.each([
    ['application/xml', 415],
    ['text/plain', 415],
    ['application/json', 400],
    ['application/cloudevents+json', 400],
  ])('of a body of %s that is no JSON is answered %i', async (type, status) => {
    const headers = { 'content-type': type }
    const request = await webhookRequest(standardWebhooks(), '<event/>', { secrets, headers })
    const response = await webhookHandler({ verifier: newVerifier() })(request)
    expect([response.status, await code(response)]).toEqual([status, 'WEBHOOK_BODY_INVALID'])
  })

  test('of an event that its schema refuses is answered 422', async () => {
    const schema = {
      '~standard': { version: 1, vendor: 'test', validate: () => ({ issues: [{ message: 'no' }] }) },
    } as const
    const handler = webhookHandler({ verifier: newVerifier({ schema }) })
    const response = await handler(await signed())
    expect([response.status, await code(response)]).toEqual([422, 'WEBHOOK_EVENT_INVALID'])
  })

  test('because the claim store is away is answered 503, for the sender to try again', async () => {
    const store = { claim: () => Promise.reject(new Error('away')), release: () => undefined }
    const handler = webhookHandler({ verifier: newVerifier({ replay: { store } }) })
    const response = await handler(await signed())
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30'])
  })

  test('is not made worse by an onError or a logger that throws', async () => {
    const fail = () => {
      throw new Error('and another one')
    }
    const logger = { debug: fail, info: fail, warn: fail, error: fail }
    const options = { verifier: newVerifier(), onError: fail, logger }
    expect(
      (await webhookHandler(options)(new Request('https://a.example/', { method: 'POST' }))).status,
    ).toBe(400)
  })

  test.each(['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])(
    'of a %s that no provider asks is 405',
    async (method) => {
      const response = await webhookHandler({ verifier: newVerifier() })(
        new Request('https://a.example/', { method }),
      )
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    },
  )

  async function read(request: Request): Promise<Request> {
    await request.text()
    return request
  }

  function changed(request: Request, name: string, value: string): Request {
    const headers = new Headers(request.headers)
    headers.set(name, value)
    return new Request(request, { headers })
  }
})

describe('what a provider asks', () => {
  const verifier = newVerifier({ scheme: askingScheme(), secrets })

  test('before it sends is answered without a signature', async () => {
    const headers = { 'x-from': 'sender.example' }
    const response = await webhookHandler({ verifier })(
      new Request('https://a.example/', { method: 'OPTIONS', headers }),
    )
    expect([response.status, response.headers.get('webhook-allowed-origin')]).toEqual([200, 'sender.example'])
  })

  test('with a signature is answered, and calls no listener', async () => {
    const onUnknown = vi.fn()
    const response = await webhookHandler({ verifier, onUnknown })(
      await signed({ type: 'ping', challenge: 'abc' }),
    )
    expect([response.status, await response.text()]).toEqual([200, 'abc'])
    expect(onUnknown).not.toHaveBeenCalled()
  })
})

describe("ack: 'before'", () => {
  test('answers before the listener is done, keeps the runtime alive, and idle() waits', async () => {
    const work = Promise.withResolvers<void>()
    const kept: Promise<unknown>[] = []
    const handler = webhookHandler({ verifier: newVerifier(), ack: 'before', onUnknown: () => work.promise })
    const response = await handler(await signed(), { waitUntil: (promise) => kept.push(promise) })
    expect(response.status).toBe(200)
    expect(kept).toHaveLength(1)
    let idle = false
    const idling = handler.idle().then(() => {
      idle = true
    })
    await Promise.resolve()
    expect(idle).toBe(false)
    work.resolve()
    await idling
    await expect(Promise.all(kept)).resolves.toHaveLength(1)
  })

  test('tells a failure to onError and gives the claim up, since nobody else learns of it', async () => {
    const { errors, onError } = errorBook()
    const listener = vi.fn().mockRejectedValueOnce(new Error('late'))
    const handler = webhookHandler({ verifier: newVerifier(), ack: 'before', onUnknown: listener, onError })
    const request = await signed(undefined, 'msg_1')
    expect((await handler(request.clone())).status).toBe(200)
    await handler.idle()
    expect(errors).toEqual([{ code: 'Error: late', stage: 'failed' }])
    expect((await handler(request)).status).toBe(200)
    await handler.idle()
    expect(listener).toHaveBeenCalledTimes(2)
  })

  test('still refuses at once', async () => {
    const handler = webhookHandler({ verifier: newVerifier(), ack: 'before' })
    expect((await handler(new Request('https://a.example/', { method: 'POST', body: '{}' }))).status).toBe(
      400,
    )
  })

  test('is not the default: the answer waits for the listener', async () => {
    const work = Promise.withResolvers<void>()
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: () => work.promise })
    let answered = false
    const answer = handler(await signed()).then(() => {
      answered = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(answered).toBe(false)
    work.resolve()
    await answer
  })
})

describe('tenants', () => {
  const otherSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

  test('are told apart by the request, each with its own secret', async () => {
    const tenants = {
      a: { id: 'a', verifier: newVerifier() },
      b: { id: 'b', verifier: newVerifier({ secrets: otherSecret }) },
    }
    const seen: unknown[] = []
    const { errors, onError } = errorBook()
    const handler = webhookHandler({
      tenants: async ({ header, method, url }) => {
        seen.push([method, url])
        return tenants[header('X-Tenant') as 'a' | 'b']
      },
      onUnknown: (_, { tenant }) => void seen.push(tenant),
      onError,
    })
    const send = async (tenant: string) => {
      const request = await signed()
      request.headers.set('x-tenant', tenant)
      return (await handler(request)).status
    }
    expect([await send('a'), await send('b'), await send('c')]).toEqual([200, 401, 404])
    expect(seen.filter((each) => typeof each === 'string')).toEqual(['a'])
    expect(seen[0]).toEqual(['POST', 'https://example.com/webhook'])
    expect(errors).toEqual([{ code: 'WEBHOOK_SIGNATURE_MISMATCH', stage: 'refused' }])
  })

  test('whose lookup fails make the sender try again', async () => {
    const handler = webhookHandler({ tenants: () => Promise.reject(new Error('database away')) })
    expect((await handler(await signed())).status).toBe(500)
  })
})

describe('the log', () => {
  test('tells name and id, and nothing of the event', async () => {
    const lines: unknown[] = []
    const logger = {
      debug: vi.fn(),
      error: vi.fn(),
      info: (...line: unknown[]) => lines.push(line),
      warn: (...line: unknown[]) => lines.push(line),
    }
    const handler = webhookHandler({ verifier: newVerifier(), logger })
    await handler(await signed({ type: 'message.sent', data: { content: 'canary' } }, 'msg_1'))
    await handler(new Request('https://a.example/?canary', { method: 'POST', body: 'canary' }))
    expect(lines).toEqual([
      [
        { scheme: 'standard-webhooks', type: 'message.sent', id: 'msg_1', tenant: undefined },
        'veza: webhook received',
      ],
      [
        {
          code: 'WEBHOOK_HEADER_MISSING',
          stage: 'refused',
          tenant: undefined,
          type: undefined,
          id: undefined,
        },
        'veza: webhook not handled',
      ],
    ])
    expect(JSON.stringify(lines)).not.toContain('canary')
  })
})

describe('publicUrl', () => {
  test('stands for the origin that a proxy hides', async () => {
    const seen: unknown[] = []
    const handler = webhookHandler({
      publicUrl: 'https://hooks.example.com',
      tenants: ({ url }) => void seen.push(url),
    })
    await handler(new Request('http://10.0.0.1:8080/a%20b?c=%31', { method: 'POST' }))
    expect(seen).toEqual(['https://hooks.example.com/a%20b?c=%31'])
  })
})

describe('options', () => {
  const verifier = newVerifier()
  test.each<[string, unknown]>([
    ['neither verifier nor tenants', {}],
    ['verifier and tenants', { verifier, tenants: () => undefined }],
    ['a verifier that is none', { verifier: {} }],
    ['an unknown option', { verifier, onEvent: () => undefined }],
    ['a listener that is no function', { verifier, on: { a: 'b' } }],
    ['a list of listeners', { verifier, on: null }],
    ['another moment', { verifier, ack: 'later' }],
    ['a sector by name', { verifier, sector: 'health' }],
    ['a logger that is none', { verifier, logger: {} }],
    ['a public URL with a path', { verifier, publicUrl: 'https://a.example/hook' }],
    ['a public URL that is none', { verifier, publicUrl: 'a.example' }],
    ['onError that is no function', { verifier, onError: true }],
    ['onUnknown that is no function', { verifier, onUnknown: true }],
    ['nothing at all', undefined],
  ])('with %s are refused when the handler is made', (_, options) => {
    expect(() => webhookHandler(options as HandlerOptions)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
  })
})

test('handleIncomingWebhook handles one request', async () => {
  const listener = vi.fn()
  const response = await handleIncomingWebhook(await signed(), {
    verifier: newVerifier(),
    on: { 'message.sent': listener },
  })
  expect(response.status).toBe(200)
  expect(listener).toHaveBeenCalledTimes(1)
})
