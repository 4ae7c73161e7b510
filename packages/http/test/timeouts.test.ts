import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { createHttp } from '@veza/http'
import { AbortError, TimeoutError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/thing' } as const

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

describe('timeoutMs', () => {
  test('covers a server that accepts and says nothing', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const elapsed = await timed(async () => {
      const error = await failureOf(createHttp({ baseUrl, timeoutMs: 200 }).json(get))
      expect(error).toBeInstanceOf(TimeoutError)
      expect(error.outcomeUnknown).toBe(false)
    })
    expect(elapsed).toBeGreaterThan(195)
    expect(elapsed).toBeLessThan(1000)
    server.close()
  })

  test('covers a fetch that ignores its signal', async () => {
    const http = createHttp({
      baseUrl: 'https://api.example.test',
      timeoutMs: 50,
      fetch: () => new Promise(() => {}),
    })
    expect(await failureOf(http.json(get))).toBeInstanceOf(TimeoutError)
  })

  test('leaves the outcome of a POST unknown', async () => {
    await using server = await scriptedServer(() => undefined)
    const http = createHttp({ baseUrl: server.url, timeoutMs: 50 })
    const error = await failureOf(http.json({ method: 'POST', path: '/thing', body: {} }))
    expect(error).toMatchObject({ code: 'TIMEOUT', outcomeUnknown: true })
  })

  test('longer than a timer can hold does not fire at once', async () => {
    await using server = await scriptedServer((response) => json(response, { ok: true }))
    const http = createHttp({
      baseUrl: server.url,
      timeoutMs: 1e12,
      totalTimeoutMs: Number.POSITIVE_INFINITY,
    })
    expect(await http.json(get)).toEqual({ ok: true })
  })

  test('of one call outranks the client’s', async () => {
    await using server = await scriptedServer(() => undefined)
    const http = createHttp({ baseUrl: server.url, timeoutMs: 60_000 })
    expect(await failureOf(http.json(get, { timeoutMs: 30 }))).toBeInstanceOf(TimeoutError)
  })
})

describe('totalTimeoutMs', () => {
  test('ends the last attempt early', async () => {
    await using server = await scriptedServer((response, _, number) => {
      if (number === 1) json(response, {}, 503, { 'retry-after-ms': '100' })
    })
    const http = createHttp({ baseUrl: server.url, totalTimeoutMs: 300, random: () => 0 })
    const error = await failureOf(http.json(get))
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error.attempts).toBe(2)
  })

  test('that is used up by a slow middleware sends nothing more', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    let now = 0
    const http = createHttp({
      baseUrl: server.url,
      clock: { now: () => now, sleep: () => Promise.resolve() },
      middleware: [
        (request, next) => {
          now += 100_000
          return next(request)
        },
      ],
    })
    const error = await failureOf(http.json(get))
    expect(error).toMatchObject({ code: 'TIMEOUT', outcomeUnknown: false })
    expect(error.remedy).toContain('totalTimeoutMs')
    expect(server.seen).toHaveLength(0)
  })
})

describe('an AbortSignal', () => {
  test('that is aborted already sends nothing', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    const error = await failureOf(
      createHttp({ baseUrl: server.url }).json(
        { method: 'POST', path: '/thing' },
        { signal: AbortSignal.abort(new Error('changed my mind')) },
      ),
    )
    expect(error).toBeInstanceOf(AbortError)
    expect(error.outcomeUnknown).toBe(false)
    expect((error.cause as Error).message).toBe('changed my mind')
    expect(server.seen).toHaveLength(0)
  })

  test('stops a request in the air and closes its connection', async () => {
    const closed = Promise.withResolvers<void>()
    const arrived = Promise.withResolvers<void>()
    await using server = await scriptedServer((response) => {
      response.once('close', closed.resolve)
      arrived.resolve()
    })
    const controller = new AbortController()
    const call = failureOf(
      createHttp({ baseUrl: server.url }).json(
        { method: 'POST', path: '/thing' },
        { signal: controller.signal },
      ),
    )
    await arrived.promise
    controller.abort()
    expect(await call).toMatchObject({ code: 'ABORTED', outcomeUnknown: true, attempts: 1 })
    await closed.promise
  })
})
