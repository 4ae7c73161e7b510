import { getEventListeners } from 'node:events'
import { createHttp } from '@veza/http'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/content' } as const

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text()
}

afterEach(() => {
  vi.useRealTimers()
})

describe('a streamed answer', () => {
  test('comes bit by bit, with its headers before its end', async () => {
    const finish = Promise.withResolvers<void>()
    await using server = await scriptedServer((response) => {
      response.writeHead(200, { 'x-kind': 'song' }).write('first ')
      void finish.promise.then(() => response.end('last'))
    })
    const { data, response } = await createHttp({ baseUrl: server.url }).stream(get).withResponse()
    expect(response.headers.get('x-kind')).toBe('song')
    finish.resolve()
    expect(await textOf(data)).toBe('first last')
  })

  test('may be larger than an answer that is read at once', async () => {
    await using server = await scriptedServer((response) => response.end('x'.repeat(100_000)))
    const http = createHttp({ baseUrl: server.url, maxResponseBytes: 1000 })
    expect((await textOf(await http.stream(get))).length).toBe(100_000)
  })

  test('of nothing is empty', async () => {
    await using server = await scriptedServer((response) => response.writeHead(204).end())
    expect(await textOf(await createHttp({ baseUrl: server.url }).stream(get))).toBe('')
  })

  test('that is a failure is an error like any other, and is retried', async () => {
    await using server = await scriptedServer((response, _, number) => {
      if (number === 1) json(response, { message: 'busy' }, 503, { 'retry-after-ms': '1' })
      else json(response, { message: 'gone' }, 404)
    })
    const error = await failureOf(createHttp({ baseUrl: server.url }).stream(get))
    expect(error).toMatchObject({ name: 'NotFoundError', message: 'gone', attempts: 2 })
  })

  test('that falls silent fails', async () => {
    await using server = await scriptedServer((response) => response.writeHead(200).write('first'))
    const stream = await createHttp({ baseUrl: server.url, timeoutMs: 100 }).stream(get)
    await expect(textOf(stream)).rejects.toMatchObject({ code: 'TIMEOUT', message: /No further bytes/ })
  })

  test('that breaks off fails with an error of the SDK', async () => {
    await using server = await scriptedServer((response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('first', () => response.destroy())
    })
    const stream = await createHttp({ baseUrl: server.url }).stream(get)
    await expect(textOf(stream)).rejects.toMatchObject({ name: 'ConnectionError', code: 'CONNECTION_RESET' })
  })

  test('ends with the caller’s signal, whose listener is gone with the stream', async () => {
    await using server = await scriptedServer((response, _, number) => {
      response.writeHead(200).write('first')
      if (number === 2) response.end()
    })
    const controller = new AbortController()
    const http = createHttp({ baseUrl: server.url })
    const stream = await http.stream(get, { signal: controller.signal })
    const text = textOf(stream)
    controller.abort()
    await expect(text).rejects.toMatchObject({ code: 'ABORTED' })
    const { signal } = new AbortController()
    const whole = await http.stream(get, { signal })
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    expect(await textOf(whole)).toBe('first')
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('that nobody wants any more lets go of the connection', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await scriptedServer((response) => {
      response.once('close', closed.resolve)
      response.writeHead(200).write('first')
    })
    const stream = await createHttp({ baseUrl: server.url }).stream(get)
    await stream.cancel()
    await closed.promise
  })

  test('a middleware may answer itself', async () => {
    const http = createHttp({
      middleware: [async ({ url }) => ({ status: 200, headers: new Headers(), url, text: 'canned' })],
    })
    expect(await textOf(await http.stream(get))).toBe('canned')
  })

  test('is not cut off when its reader takes longer than the server may', async () => {
    const finish = Promise.withResolvers<void>()
    await using server = await scriptedServer((response) => {
      response.writeHead(200).write('first ')
      void finish.promise.then(() => response.end('last'))
    })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    const reader = (await createHttp({ baseUrl: server.url, timeoutMs: 100 }).stream(get)).getReader()
    const read = async () => new TextDecoder().decode((await reader.read()).value)
    const dawdle = () => vi.advanceTimersByTimeAsync(150)
    await dawdle()
    expect(await read()).toBe('first ')
    await dawdle()
    finish.resolve()
    expect(await read()).toBe('last')
    expect((await reader.read()).done).toBe(true)
  })

  test('outlives, through a middleware too, the time of its call, and leaves nothing behind', async () => {
    const over = Promise.withResolvers<void>()
    await using server = await scriptedServer((response) => {
      response.writeHead(200).write('first ')
      void over.promise.then(() => response.end('last'))
    })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    const { signal } = new AbortController()
    const http = createHttp({
      baseUrl: server.url,
      totalTimeoutMs: 200,
      timeoutMs: 5000,
      middleware: [(request, next) => next(request)],
    })
    const stream = await http.stream(get, { signal })
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(300)
    over.resolve()
    expect(await textOf(stream)).toBe('first last')
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('passes through a middleware', async () => {
    await using server = await scriptedServer((response) => response.end('through'))
    const seen: unknown[] = []
    const http = createHttp({
      baseUrl: server.url,
      middleware: [
        async (request, next) => {
          const response = await next(request)
          seen.push(response.text, response.body instanceof ReadableStream)
          return response
        },
      ],
    })
    expect(await textOf(await http.stream(get))).toBe('through')
    expect(seen).toEqual(['', true])
  })
})
