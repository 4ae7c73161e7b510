import { errorCatalog } from '@veza/resilience/catalog'
import { describe, expect, test, vi } from 'vitest'
import { sendWebhook } from '../../src/send/index.ts'
import { HastyClock } from './hasty-clock.ts'

import { failure, scripted, secrets, send, url } from './scripted.ts'

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
