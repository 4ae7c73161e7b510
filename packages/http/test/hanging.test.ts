import { createHttp, type HttpOptions } from '@veza/http'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/t' } as const
const forever = () => new Promise<never>(() => undefined)

const hanging: [string, HttpOptions][] = [
  ['a middleware', { middleware: [forever] }],
  ['authenticate()', { authenticator: { authenticate: forever } }],
  ['refresh()', { authenticator: { authenticate: () => ({}), refresh: forever } }],
]

describe.each(hanging)('%s that never settles', (_, options) => {
  test('ends with the time of the call', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 401))
    const error = await failureOf(
      createHttp({ baseUrl: server.url, ...options, totalTimeoutMs: 50 }).json(get),
    )
    expect(error).toMatchObject({ code: 'TIMEOUT', outcomeUnknown: false })
    expect(error.remedy).toContain('totalTimeoutMs')
  })

  test('ends when the caller gives up', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 401))
    const controller = new AbortController()
    const call = failureOf(
      createHttp({ baseUrl: server.url, ...options }).json(get, { signal: controller.signal }),
    )
    await new Promise(setImmediate)
    controller.abort()
    expect((await call).code).toBe('ABORTED')
  })
})

test('an authenticator is not asked when the caller has given up already, and is told when it does', async () => {
  const signals: AbortSignal[] = []
  const http = createHttp({
    authenticator: {
      authenticate({ signal }) {
        signals.push(signal)
        return forever()
      },
    },
  })
  await failureOf(http.json(get, { signal: AbortSignal.abort() }))
  expect(signals).toHaveLength(0)
  await failureOf(http.json(get, { totalTimeoutMs: 20 }))
  expect(signals[0]?.aborted).toBe(true)
})

test('calls that wait for their turn are refused when a 429 makes the wait too long', async () => {
  await using server = await scriptedServer((response) => json(response, {}, 429, { 'retry-after': '3600' }))
  const http = createHttp({
    baseUrl: server.url,
    rateLimit: { limit: 1, intervalMs: 300 },
    totalTimeoutMs: 5000,
  })
  const errors = await Promise.all([1, 2, 3].map(() => failureOf(http.json(get))))
  expect(errors.map(({ code }) => code)).toEqual([
    'RATE_LIMIT_EXCEEDED',
    'CLIENT_RATE_LIMIT',
    'CLIENT_RATE_LIMIT',
  ])
  expect(server.seen).toHaveLength(1)
})

test('a body that a fetch goes on sending after the timeout is let go', async () => {
  const cancelled = Promise.withResolvers<void>()
  const body = new ReadableStream<Uint8Array>({
    pull: () => new Promise(() => undefined),
    cancel: () => cancelled.resolve(),
  })
  const http = createHttp({
    timeoutMs: 20,
    transport: () => Promise.resolve({ status: 200, headers: new Headers(), body }),
  })
  await failureOf(http.json(get))
  await cancelled.promise
})

test('a logger or a tracer that throws fails no call', async () => {
  const full = () => {
    throw new Error('disk full')
  }
  await using server = await scriptedServer((response, _, number) =>
    json(response, { ok: true }, number === 1 ? 503 : 200, { 'retry-after-ms': '1' }),
  )
  const http = createHttp({
    baseUrl: server.url,
    logger: { debug: full, info: full, warn: full, error: full },
    tracer: { startSpan: full },
  })
  expect(await http.json(get)).toEqual({ ok: true })
  const spans = createHttp({
    baseUrl: server.url,
    tracer: { startSpan: () => ({ setAttribute: full, addEvent: full, setStatus: full, end: full }) },
  })
  expect(await spans.json(get)).toEqual({ ok: true })
})
