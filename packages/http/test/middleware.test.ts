import { createHttp, type Middleware } from '@veza/http'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/thing' } as const

describe('a middleware', () => {
  test('runs for every attempt, the first outermost, with signing after the last', async () => {
    await using server = await scriptedServer((response, _, number) =>
      json(response, {}, number === 1 ? 503 : 200, { 'retry-after-ms': '1' }),
    )
    const trail: string[] = []
    const named =
      (name: string): Middleware =>
      async (request, next) => {
        trail.push(`${name}${request.attempt} in ${request.headers['authorization'] ?? 'unsigned'}`)
        const response = await next({ ...request, headers: { ...request.headers, [`x-${name}`]: '1' } })
        trail.push(`${name}${request.attempt} out ${response.status}`)
        return response
      }
    const http = createHttp({
      baseUrl: server.url,
      middleware: [named('a'), named('b')],
      authenticator: {
        authenticate: ({ method }) => {
          trail.push(`sign ${method}`)
          return { authorization: 'Bearer t' }
        },
      },
    })
    await http.json(get)
    const once = (n: number, status: number) => [
      `a${n} in unsigned`,
      `b${n} in unsigned`,
      'sign GET',
      `b${n} out ${status}`,
      `a${n} out ${status}`,
    ]
    expect(trail).toEqual([...once(1, 503), ...once(2, 200)])
    expect(server.seen[1]?.headers).toMatchObject({ 'x-a': '1', 'x-b': '1', authorization: 'Bearer t' })
  })

  test('can answer without asking the server', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    const http = createHttp({
      baseUrl: server.url,
      middleware: [
        async ({ url }) => ({ status: 200, headers: new Headers(), url, text: '{"cached":true}' }),
      ],
    })
    expect(await http.json(get)).toEqual({ cached: true })
    expect(server.seen).toHaveLength(0)
  })

  test('sees the text of a failure before it becomes an error', async () => {
    await using server = await scriptedServer((response) => json(response, { message: 'nope' }, 404))
    const texts: string[] = []
    const http = createHttp({
      baseUrl: server.url,
      middleware: [
        async (request, next) => {
          const response = await next(request)
          texts.push(response.text)
          return response
        },
      ],
    })
    await failureOf(http.json(get))
    expect(texts).toEqual(['{"message":"nope"}'])
  })

  test('throws through untouched, and ends the call', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    const mine = new TypeError('mine')
    const thrown = [mine, 'a text', undefined]
    for (const value of thrown) {
      const http = createHttp({ baseUrl: server.url, middleware: [() => Promise.reject(value)] })
      await expect(http.json(get).then(() => 'fulfilled')).rejects.toBe(value)
      await expect(http.json(get).safe()).rejects.toBe(value)
    }
    expect(server.seen).toHaveLength(0)
  })

  test('asks for another attempt with retryable: true', async () => {
    await using server = await scriptedServer((response) => json(response, { ok: true }))
    let attempts = 0
    const http = createHttp({
      baseUrl: server.url,
      random: () => 0,
      middleware: [
        (request, next) => {
          attempts++
          if (attempts < 3) return Promise.reject(Object.assign(new Error('later'), { retryable: true }))
          return next(request)
        },
      ],
    })
    expect(await http.json(get)).toEqual({ ok: true })
    expect(attempts).toBe(3)
  })

  test('is not under the timeout while it works', async () => {
    await using server = await scriptedServer((response) => json(response, { ok: true }))
    const http = createHttp({
      baseUrl: server.url,
      timeoutMs: 500,
      middleware: [
        async (request, next) => {
          const startedAt = performance.now()
          while (performance.now() - startedAt < 600) await new Promise(setImmediate)
          return next(request)
        },
      ],
    })
    expect(await http.json(get)).toEqual({ ok: true })
  })

  test('that adds a header with a line break is refused, and the value is not printed', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    const http = createHttp({
      baseUrl: server.url,
      middleware: [(request, next) => next({ ...request, headers: { 'x-a': 'canary\r\nx-b: 1' } })],
    })
    const error = await failureOf(http.json(get))
    expect(error.code).toBe('INVALID_ARGUMENT')
    expect(error.remedy).not.toContain('canary')
    expect(server.seen).toHaveLength(0)
  })
})
