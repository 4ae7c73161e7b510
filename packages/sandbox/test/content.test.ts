import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { get as httpGet } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileContentStore, type RunningSandbox, serveSandbox } from '@veza/sandbox/node'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

let running: RunningSandbox
let path: string
let etag: string
const content = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 7919) % 256)

beforeAll(async () => {
  running = await serveSandbox({ seed: 4, now: () => Date.UTC(2026, 5, 1, 12) })
  const form = new FormData()
  form.set('file', new File([content], 'Ärger "x"; y=\\z 🎵.bin', { type: 'audio/x-test' }))
  const answer = await send('POST', '/files', { body: form })
  path = `/files/${((await answer.json()) as { id: number }).id}/content`
  etag = (await send('HEAD', path)).headers.get('etag') ?? ''
})
afterAll(() => running.close())

function send(method: string, to: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${running.apiKey}`, ...(init.headers as Record<string, string>) }
  return fetch(running.baseUrl + to, { ...init, method, headers })
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}

describe('the content of a file', () => {
  test('comes whole, with all that a client needs to go on later', async () => {
    const response = await send('GET', path)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=0',
      'content-length': '3000000',
      'content-type': 'audio/x-test',
      etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
      'last-modified': 'Mon, 01 Jun 2026 12:00:00 GMT',
      'x-content-type-options': 'nosniff',
    })
    expect((await bytesOf(response)).equals(content)).toBe(true)
  })

  test('has a disposition that no file name can break', async () => {
    const disposition = (await send('HEAD', path)).headers.get('content-disposition')
    expect(disposition).toBe(`attachment; filename="z __.bin"; filename*=UTF-8''z%20%F0%9F%8E%B5.bin`)
  })

  test.each<[string, string, number, number]>([
    ['the beginning', 'bytes=0-9', 0, 10],
    ['the middle', 'bytes=1000000-1999999', 1_000_000, 2_000_000],
    ['the end', 'bytes=2999990-', 2_999_990, 3_000_000],
    ['the last bytes', 'bytes=-5', 2_999_995, 3_000_000],
    ['more than there is', 'bytes=2999999-9999999', 2_999_999, 3_000_000],
  ])('comes in parts: %s', async (_, range, start, end) => {
    const response = await send('GET', path, { headers: { range } })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/3000000`)
    expect(response.headers.get('content-length')).toBe(String(end - start))
    expect((await bytesOf(response)).equals(content.subarray(start, end))).toBe(true)
  })

  test('does not reach that far', async () => {
    const response = await send('GET', path, { headers: { range: 'bytes=3000000-' } })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */3000000'])
    expect(await response.json()).toEqual({ code: 416, message: 'The range lies outside the content' })
  })

  test.each<[string, (tag: string) => string, number]>([
    ['the same ETag', (tag) => tag, 206],
    ['the same date', () => 'Mon, 01 Jun 2026 12:00:00 GMT', 206],
    ['another ETag', () => '"other"', 200],
    ['a weak ETag', (tag) => `W/${tag}`, 200],
    ['an older date', () => 'Mon, 01 Jun 2026 11:59:59 GMT', 200],
    ['a newer date', () => 'Tue, 02 Jun 2026 12:00:00 GMT', 200],
  ])('comes in part or whole, by If-Range: %s', async (_, ifRange, status) => {
    const headers = { range: 'bytes=10-', 'if-range': ifRange(etag) }
    const response = await send('GET', path, { headers })
    expect(response.status).toBe(status)
    expect((await bytesOf(response)).length).toBe(status === 206 ? 2_999_990 : 3_000_000)
  })

  test.each(['items=0-1', 'bytes=5-1', 'bytes=0-1,5-6', 'nonsense'])(
    'comes whole where %s asks for no part',
    async (range) => {
      const response = await send('GET', path, { headers: { range } })
      expect(response.status).toBe(200)
      await response.body?.cancel()
    },
  )

  test('does not come again to who has it', async () => {
    const headers = { 'if-none-match': etag, range: 'bytes=0-9' }
    const response = await send('GET', path, { headers })
    expect([response.status, response.headers.get('etag'), await response.text()]).toEqual([304, etag, ''])
  })

  test('leaves when its reader leaves', async () => {
    const leaving = new AbortController()
    const response = await send('GET', path, { signal: leaving.signal })
    await response.body?.getReader().read()
    leaving.abort()
    expect((await send('HEAD', path)).status).toBe(200)
  })
})

describe('a fault on a content', () => {
  const faulty = (fault: string, headers: Record<string, string> = {}) =>
    send('GET', path, { headers: { 'x-veza-fault': fault, ...headers } })

  /** Reads as far as the connection lets it. */
  async function received(response: Response): Promise<Buffer> {
    const chunks: Uint8Array[] = []
    try {
      for await (const chunk of response.body ?? []) chunks.push(chunk)
    } catch {
      // The connection was reset: what came before counts.
    }
    return Buffer.concat(chunks)
  }

  // What has come but was not read yet goes with the connection: only a beginning can be counted on.
  test('resets in mid-body, and the rest can be asked for', async () => {
    const broken = await faulty('reset=body')
    const etag = broken.headers.get('etag') ?? ''
    expect(broken.headers.get('content-length')).toBe('3000000')
    const first = await received(broken)
    expect(first.length).toBeLessThanOrEqual(1_500_000)
    const rest = await send('GET', path, { headers: { range: `bytes=${first.length}-`, 'if-range': etag } })
    expect(rest.status).toBe(206)
    expect(Buffer.concat([first, await bytesOf(rest)]).equals(content)).toBe(true)
  })

  test('resets in the middle of a part', async () => {
    const first = await received(await faulty('reset=body; after=70000', { range: 'bytes=100-' }))
    expect(first.length).toBeLessThanOrEqual(70_000)
    expect(first.equals(content.subarray(100, 100 + first.length))).toBe(true)
  })

  test('resets before the first byte of the body', async () => {
    expect((await received(await faulty('reset=body; after=0'))).length).toBe(0)
  })

  test('stalls after so many bytes', async () => {
    const response = await faulty('stall=body; after=65536')
    const reader = response.body?.getReader()
    let bytes = 0
    while (bytes < 65_536) bytes += (await reader?.read())?.value?.length ?? Number.NaN
    const silent = new Promise((resolve) => setTimeout(resolve, 50, 'silent'))
    expect([bytes, await Promise.race([reader?.read(), silent])]).toEqual([65_536, 'silent'])
    await reader?.cancel()
  })

  test('cuts it in half in a whole answer', async () => {
    const half = await bytesOf(await faulty('truncate'))
    expect(half.equals(content.subarray(0, 1_500_000))).toBe(true)
  })

  test('hits as many requests as its rule says', async () => {
    const route = { path: '/files/{id}/content', times: 2 }
    running.sandbox.faults.add({ ...route, fault: { kind: 'reset', at: 'body', afterBytes: 1000 } })
    const whole = []
    for (let i = 0; i < 3; i++) whole.push((await received(await send('GET', path))).length === 3_000_000)
    expect(whole).toEqual([false, false, true])
  })

  test('may be any header', async () => {
    const response = await faulty('headers; etag="other"; content-range=bytes 0-1/2')
    expect(response.headers.get('etag')).toBe('"other"')
    expect(response.headers.get('content-range')).toBe('bytes 0-1/2')
    await response.body?.cancel()
  })
})

describe('an upload over a real socket', () => {
  const form = (size: number) => {
    const body = new FormData()
    body.set('file', new File([new Uint8Array(size)], 'zeros.bin'))
    return body
  }
  const files = () => running.sandbox.stats().files

  test('that is reset half-way is not kept', async () => {
    const before = files()
    const headers = { 'x-veza-fault': 'reset=request; after=100000' }
    await expect(send('POST', '/files', { headers, body: form(1_000_000) })).rejects.toThrow('fetch failed')
    await expect(
      send('POST', '/files', { headers: { 'x-veza-fault': 'reset=request' }, body: form(10) }),
    ).rejects.toThrow('fetch failed')
    expect(files()).toBe(before)
  })

  test('that its sender breaks off is not kept', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'broken-off-'))
    await using own = await serveSandbox({ contentStore: fileContentStore({ directory }) })
    const leaving = new AbortController()
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 20) {
          return controller.enqueue(new TextEncoder().encode(sent === 1 ? head : 'x'.repeat(10_000)))
        }
        leaving.abort()
        return new Promise(() => {})
      },
    })
    const headers = {
      authorization: `Bearer ${own.apiKey}`,
      'content-type': 'multipart/form-data; boundary=b',
    }
    const init = { method: 'POST', headers, body, duplex: 'half', signal: leaving.signal } as const
    await expect(fetch(`${own.baseUrl}/files`, init)).rejects.toThrow(/abort/)
    await vi.waitFor(() => expect(readdirSync(directory)).toEqual([]), { timeout: 20_000 })
    expect(own.sandbox.stats().files).toBe(2)
    rmSync(directory, { recursive: true })
  })

  test('that is too large gets its answer, and the next request another', async () => {
    await using small = await serveSandbox({ maxFileBytes: 100_000 })
    const headers = { authorization: `Bearer ${small.apiKey}` }
    for (let i = 0; i < 3; i++) {
      const answer = await fetch(`${small.baseUrl}/files`, { method: 'POST', headers, body: form(400_000) })
      expect(answer.status).toBe(413)
      await answer.text()
    }
    expect(
      (await fetch(`${small.baseUrl}/files`, { method: 'POST', headers, body: form(1000) })).status,
    ).toBe(201)
  })
})

const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'

test('a HEAD of a content has the headers of a GET and no body', async () => {
  const headers = { authorization: `Bearer ${running.apiKey}` }
  const request = httpGet(running.baseUrl + path, { method: 'HEAD', headers })
  const [response] = await once(request, 'response')
  expect([response.statusCode, response.headers['content-length'], await text(response)]).toEqual([
    200,
    '3000000',
    '',
  ])
})
