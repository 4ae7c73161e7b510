import { describe, expect, test, vi } from 'vitest'
import { handleIncomingWebhook, webhookHandler } from '../../src/adapters/fetch/index.ts'
import type { HandlerOptions } from '../../src/handle/handler-options.ts'
import { errorBook, newVerifier, signed } from './fixture.ts'

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
