import { inspect } from 'node:util'
import { createHttp } from '@veza/http'
import { userModel } from '@veza/protocol'
import { isVezaError, VezaError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { operationOf } from '../src/errors/with-operation.ts'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const spec = { method: 'GET', path: '/users/{id}', params: { id: 4711 }, query: { q: 'canary' } } as const

describe('an error says which call it was', () => {
  test('where the platform refuses it, without the id and the query', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 404))
    const error = await failureOf(createHttp({ baseUrl: server.url }).json(spec))
    expect(error.operation).toBe('GET /users/{id}')
    expect(error.toJSON()['operation']).toBe('GET /users/{id}')
    expect(inspect(error)).toContain('GET /users/{id}')
    expect(inspect(error)).not.toMatch(/4711|canary/)
  })

  test('where it is out of time, cut short, or aborted before, during and between its attempts', async () => {
    await using silent = await scriptedServer(() => undefined)
    const http = createHttp({ baseUrl: silent.url, timeoutMs: 20 })
    expect((await failureOf(http.json(spec))).operation).toBe('GET /users/{id}')
    expect((await failureOf(http.json(spec, { totalTimeoutMs: 10 }))).operation).toBe('GET /users/{id}')
    const before = await failureOf(http.json(spec, { signal: AbortSignal.abort() }))
    expect(before).toMatchObject({ code: 'ABORTED', operation: 'GET /users/{id}' })
    const during = await failureOf(http.json(spec, { timeoutMs: 5000, signal: AbortSignal.timeout(20) }))
    expect(during).toMatchObject({ code: 'ABORTED', operation: 'GET /users/{id}' })
    expect(during.message).toMatch(/its signal timed out/)
    await using busy = await scriptedServer((response) => json(response, {}, 503, { 'retry-after': '30' }))
    const between = await failureOf(
      createHttp({ baseUrl: busy.url }).json(spec, { signal: AbortSignal.timeout(200) }),
    )
    expect(between).toMatchObject({ code: 'ABORTED', operation: 'GET /users/{id}' })
  })

  test('where the answer breaks the contract, from the cache too', async () => {
    await using server = await scriptedServer((response) => json(response, { id: 'x' }))
    const http = createHttp({ baseUrl: server.url, validation: 'strict' })
    expect((await failureOf(http.one(userModel, spec))).operation).toBe('GET /users/{id}')
    expect((await failureOf(http.one(userModel, spec, { cache: true }))).operation).toBe('GET /users/{id}')
  })

  test('where a stream breaks in the middle', async () => {
    const begun = Promise.withResolvers<void>()
    await using server = await scriptedServer((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      void begun.promise.then(() => response.destroy())
    })
    const stream = await createHttp({ baseUrl: server.url }).stream(spec)
    begun.resolve()
    const error: unknown = await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>)
      .text()
      .catch((reason: unknown) => reason)
    expect(isVezaError(error) && error.operation).toBe('GET /users/{id}')
  })

  test('but not where it is somebody else’s', async () => {
    const theirs = new VezaError('theirs', { code: 'THEIRS', remedy: 'None.' })
    const http = createHttp({ middleware: [() => Promise.reject(theirs)] })
    expect(await failureOf(http.json(spec))).toBe(theirs)
    expect(theirs.operation).toBeUndefined()
  })
})

test.each([
  ['/users/{id}/posts', 'GET /users/{id}/posts'],
  ['/v1/auth/api-keys', 'GET /v1/auth/api-keys'],
  ['/users/4711', 'GET /users/…'],
  ['/users/ada@example.com', 'GET /users/…'],
  ['/reset/c2VjcmV0LXRva2VuLWNhbmFyeQ', 'GET /reset/…'],
  ['/users?token=canary', 'GET /…'],
  ['/', 'GET /'],
  ['', 'GET '],
])('the operation of the path %j is %j', (path, operation) => {
  expect(operationOf({ method: 'GET', path })).toBe(operation)
})

test('an operation is short, however long the path', () => {
  expect(operationOf({ method: 'GET', path: '/a'.repeat(5000) }).length).toBeLessThanOrEqual(200)
})
