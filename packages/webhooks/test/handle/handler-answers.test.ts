import { describe, expect, test, vi } from 'vitest'
import { unsubscribe, webhookHandler } from '../../src/adapters/fetch/index.ts'
import type { HandlerOptions } from '../../src/handle/handler-options.ts'
import type { ReceivedWebhook } from '../../src/handle/webhook-listener.ts'
import { webhookRequest } from '../../src/index.ts'
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

describe('a reply that no framework could write', () => {
  const circular: { self?: unknown } = {}
  circular.self = circular

  test.each<[string, object]>([
    ['a status that is text', { status: 'active' }],
    ['a status of 0', { status: 0 }],
    ['a status of 1000', { status: 1000 }],
    ['a header with a line break', { headers: { 'x-a': 'a\r\nb: c' } }],
    ['a header that is a number', { headers: { 'x-a': 1 } }],
    ['a body that is no JSON', { body: circular }],
    ['a body that is a big integer', { body: 1n }],
  ])('with %s is a failure of the listener, and is told', async (_, reply) => {
    const { errors, onError } = errorBook()
    const handler = webhookHandler({ verifier: newVerifier(), onUnknown: () => reply, onError })
    const response = await handler(await signed())
    expect([response.status, await code(response)]).toEqual([500, 'INTERNAL_SERVER_ERROR'])
    expect(errors.map(({ stage }) => stage)).toEqual(['failed'])
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
