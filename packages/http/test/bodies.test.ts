import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { createHttp } from '@veza/http'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/thing' } as const

describe('a body', () => {
  test('at the cap is read, and one byte more is refused', async () => {
    await using server = await scriptedServer((response) => response.end('"12345678"'))
    expect(await createHttp({ baseUrl: server.url, maxResponseBytes: 10 }).json(get)).toBe('12345678')
    const error = await failureOf(createHttp({ baseUrl: server.url, maxResponseBytes: 9 }).json(get))
    expect(error).toMatchObject({ name: 'InvalidResponseError', code: 'RESPONSE_TOO_LARGE', attempts: 1 })
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('that unpacks from a few bytes of %s to 64 MiB stops at the cap', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(64 * 1024 * 1024, 0x20))
    await using server = await scriptedServer((response) =>
      response.writeHead(200, { 'content-encoding': encoding, 'content-type': 'application/json' }).end(bomb),
    )
    const error = await failureOf(
      createHttp({ baseUrl: server.url, maxResponseBytes: 1024 * 1024 }).json(get),
    )
    expect(error.code).toBe('RESPONSE_TOO_LARGE')
  })

  test('that poisons prototypes loses the poison and keeps the rest', async () => {
    await using server = await scriptedServer((response) =>
      response.end(
        '{"a":1,"__proto__":{"x":1},"\\u005f_proto__":{"y":1},"constructor":{"prototype":{"z":1}},"b":{"constructor":"ok"}}',
      ),
    )
    const body = await createHttp({ baseUrl: server.url }).json(get)
    expect(JSON.stringify(body)).toBe('{"a":1,"b":{"constructor":"ok"}}')
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype)
  })

  test('that is not JSON is an InvalidResponseError which does not quote it', async () => {
    await using server = await scriptedServer((response) =>
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'x-request-id': 'req-7' })
        .end('<canary>'),
    )
    const error = await failureOf(createHttp({ baseUrl: server.url }).json(get))
    expect(error).toMatchObject({ code: 'INVALID_RESPONSE', status: 200, requestId: 'req-7', attempts: 1 })
    expect(error.message).toContain('text/html')
    expect(error.message).not.toContain('canary')
  })

  test('that is JSON under another name is read all the same', async () => {
    await using server = await scriptedServer((response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end('{"ok":true}'),
    )
    expect(await createHttp({ baseUrl: server.url }).json(get)).toEqual({ ok: true })
  })

  test('that is cut short in a whole answer is refused, and after a POST the outcome is unknown', async () => {
    await using server = await scriptedServer((response) => response.end('{"half":'))
    const error = await failureOf(createHttp({ baseUrl: server.url }).json({ ...get, method: 'POST' }))
    expect(error).toMatchObject({ code: 'INVALID_RESPONSE', outcomeUnknown: true })
  })

  test('that is missing is undefined', async () => {
    await using server = await scriptedServer((response) => response.writeHead(204).end())
    expect(await createHttp({ baseUrl: server.url }).json(get)).toBeUndefined()
    expect(await createHttp({ baseUrl: server.url }).nothing({ ...get, method: 'DELETE' })).toBeUndefined()
  })

  test('in many chunks, cut within a character, is read whole', async () => {
    const bytes = Buffer.from(JSON.stringify({ text: 'é€😀'.repeat(50) }))
    await using server = await scriptedServer((response) => {
      const send = (from: number): void => {
        if (from >= bytes.length) return void response.end()
        response.write(bytes.subarray(from, from + 7), () => send(from + 7))
      }
      send(0)
    })
    expect(await createHttp({ baseUrl: server.url }).json(get)).toEqual({ text: 'é€😀'.repeat(50) })
  })

  test('that JSON cannot hold is refused before anything is sent', async () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    await using server = await scriptedServer((response) => json(response, {}))
    const http = createHttp({ baseUrl: server.url })
    for (const body of [circular, { id: 1n }]) {
      const error = await failureOf(http.json({ method: 'POST', path: '/thing', body }))
      expect(error).toMatchObject({ name: 'InvalidRequestError', code: 'INVALID_ARGUMENT' })
    }
    expect(server.seen).toHaveLength(0)
  })
})
