import { createHttp, type Payload } from '@veza/http'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { failureOf } from './failure-of.ts'
import { json, scriptedServer } from './scripted-server.ts'

const bytes = new TextEncoder().encode('some bytes, äöü')

function payload(options: Partial<Payload> & { onOpen?: () => void } = {}): Payload {
  const { onOpen, ...rest } = options
  return {
    contentType: 'text/plain',
    length: bytes.byteLength,
    replayable: true,
    async *open() {
      onOpen?.()
      yield bytes.slice(0, 4)
      yield bytes.slice(4)
    },
    ...rest,
  }
}

const put = (body: Payload) => ({ method: 'PUT', path: '/file', payload: body }) as const

afterEach(() => {
  vi.useRealTimers()
})

describe('a payload', () => {
  test('goes out as it is, under its own content type', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    await createHttp({ baseUrl: server.url }).json(put(payload()))
    expect(server.seen[0]).toMatchObject({
      body: 'some bytes, äöü',
      headers: { 'content-type': 'text/plain' },
    })
  })

  test('of a length that nobody knows is sent in chunks', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    await createHttp({ baseUrl: server.url }).json(put(payload({ length: undefined })))
    expect(server.seen[0]).toMatchObject({
      body: 'some bytes, äöü',
      headers: { 'transfer-encoding': 'chunked' },
    })
  })

  test('is opened anew for each attempt', async () => {
    let opened = 0
    await using server = await scriptedServer((response, _, number) =>
      json(response, {}, number === 1 ? 503 : 200, { 'retry-after-ms': '1' }),
    )
    await createHttp({ baseUrl: server.url }).json(put(payload({ onOpen: () => opened++ })))
    expect(opened).toBe(2)
    expect(server.seen.map(({ body }) => body)).toEqual(['some bytes, äöü', 'some bytes, äöü'])
  })

  test('that can be read only once is not sent again, and the error says why', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 503))
    const error = await failureOf(
      createHttp({ baseUrl: server.url }).json(put(payload({ replayable: false }))),
    )
    expect(server.seen).toHaveLength(1)
    expect(error).toMatchObject({ status: 503, attempts: 1 })
    expect(error.remedy).toContain('can be read only once')
  })

  test('that is a blob, and is to go out only once, is not sent again', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 503))
    const once = payload({ replayable: false, blob: () => new Blob([bytes]) })
    expect(await failureOf(createHttp({ baseUrl: server.url }).json(put(once)))).toMatchObject({
      attempts: 1,
    })
    expect(server.seen).toHaveLength(1)
  })

  test('that can be read only once is not sent again after a 401', async () => {
    await using server = await scriptedServer((response) => json(response, {}, 401))
    const http = createHttp({
      baseUrl: server.url,
      authenticator: { authenticate: () => ({}), refresh: () => Promise.resolve(true) },
    })
    await failureOf(http.json(put(payload({ replayable: false }))))
    expect(server.seen).toHaveLength(1)
  })

  test('that can be read only once does not follow a redirect', async () => {
    await using server = await scriptedServer((response) =>
      response.writeHead(307, { location: '/elsewhere' }).end(),
    )
    const error = await failureOf(
      createHttp({ baseUrl: server.url }).json(put(payload({ replayable: false }))),
    )
    expect(error).toMatchObject({ code: 'REDIRECT_REFUSED' })
    expect(server.seen).toHaveLength(1)
  })

  test('may take longer than an attempt as long as bytes go out', async () => {
    // Its time passes at once; the sockets are real.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    await using server = await scriptedServer((response) => json(response, { ok: true }))
    const slow = payload({
      length: undefined,
      async *open() {
        for (let i = 0; i < 12; i++) {
          await vi.advanceTimersByTimeAsync(50)
          yield new Uint8Array(1000)
        }
      },
    })
    const http = createHttp({ baseUrl: server.url, timeoutMs: 400, totalTimeoutMs: 400 })
    expect(await http.json(put(slow))).toEqual({ ok: true })
  })

  test('that fails to be read fails the call, and nobody blames the network', async () => {
    await using server = await scriptedServer((response) => json(response, {}))
    const broken = payload({
      length: undefined,
      async *open() {
        yield bytes
        throw new Error('disk gone')
      },
    })
    const error = await failureOf(createHttp({ baseUrl: server.url, retry: false }).json(put(broken)))
    expect(error).toMatchObject({ name: 'InvalidRequestError', code: 'INVALID_ARGUMENT' })
    expect((error.cause as Error).message).toBe('disk gone')
  })

  test('and a JSON body at once are refused, and so is one of a GET', async () => {
    const http = createHttp()
    const both = { ...put(payload()), body: {} }
    expect(await failureOf(http.json(both))).toMatchObject({ code: 'INVALID_ARGUMENT' })
    const get = { ...put(payload()), method: 'GET' as const }
    expect(await failureOf(http.json(get))).toMatchObject({ code: 'INVALID_ARGUMENT' })
  })
})
