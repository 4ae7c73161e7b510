import { createHttp, type HttpOptions, type Progress } from '@veza/http'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { type Answer, type Seen, scriptedServer } from './scripted-server.ts'

const song = Buffer.from(Array.from({ length: 50_000 }, (_, index) => index % 251))
const spec = { method: 'GET', path: '/files/1/content' } as const

interface Behaviour {
  /** After how many bytes each answer in turn breaks off. */
  readonly breaks?: readonly number[]
  readonly etags?: readonly (string | undefined)[]
  readonly ranges?: boolean
  readonly says?: 'length' | 'nothing'
}

function serve({ breaks = [], etags = ['"a"'], ranges = true, says = 'length' }: Behaviour): Answer {
  return (response, { headers }, number) => {
    const etag = etags[Math.min(number, etags.length) - 1]
    const offset = ranges && headers['if-range'] === etag ? offsetOf(headers) : 0
    const content = song.subarray(offset)
    response.writeHead(offset > 0 ? 206 : 200, {
      'content-type': 'audio/mpeg',
      ...(says === 'length' && { 'content-length': content.byteLength }),
      ...(etag !== undefined && { etag }),
      ...(offset > 0 && { 'content-range': `bytes ${offset}-${song.byteLength - 1}/${song.byteLength}` }),
    })
    const end = breaks[number - 1]
    if (end === undefined) response.end(content)
    else response.write(content.subarray(0, end), () => setImmediate(() => response.destroy()))
  }
}

function offsetOf(headers: Seen['headers']): number {
  return Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
}

async function client(behaviour: Behaviour, options: HttpOptions = {}) {
  const server = await scriptedServer(serve(behaviour))
  const clock = { now: () => Date.now(), sleep: () => Promise.resolve() }
  const http = createHttp({ baseUrl: server.url, clock, ...options })
  return { http, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

describe('a download', () => {
  test('is streamed, and says what it is', async () => {
    await using one = await client({})
    const { data: download, response } = await one.http.download(spec).withResponse()
    expect(download).toMatchObject({ size: 50_000, offset: 0, contentType: 'audio/mpeg', etag: '"a"' })
    expect(response.status).toBe(200)
    expect(Buffer.from(await download.bytes()).equals(song)).toBe(true)
    expect(one.server.seen[0]?.headers['accept-encoding']).toBe('identity')
  })

  test('can be had as a blob and as text', async () => {
    await using one = await client({})
    const blob = await (await one.http.download(spec)).blob()
    expect([blob.size, blob.type]).toEqual([50_000, 'audio/mpeg'])
    expect((await (await one.http.download(spec)).text()).length).toBeGreaterThan(0)
  })

  test('goes on where the connection broke, as often as it takes while bytes come in', async () => {
    await using one = await client({ breaks: [10_000, 5000, 1000, 7000, 1] })
    const download = await one.http.download(spec)
    expect(Buffer.from(await download.bytes()).equals(song)).toBe(true)
    expect(one.server.seen.length).toBeGreaterThan(3)
    const offsets = one.server.seen.slice(1).map(({ headers }) => offsetOf(headers))
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
    expect(one.server.seen[1]?.headers).toMatchObject({ 'if-range': '"a"' })
  })

  test('passes over what it has where the server knows no ranges', async () => {
    await using one = await client({ breaks: [10_000, 20_000], ranges: false })
    const download = await one.http.download(spec)
    expect(Buffer.from(await download.bytes()).equals(song)).toBe(true)
  })

  test('tells how far it is', async () => {
    await using one = await client({ breaks: [10_000] })
    const told: Progress[] = []
    await (await one.http.download(spec, { onProgress: (progress) => told.push(progress) })).bytes()
    expect(told.at(-1)).toEqual({ bytes: 50_000, total: 50_000 })
    const counts = told.map(({ bytes }) => bytes)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
  })

  test('goes on with what an earlier one left', async () => {
    await using one = await client({})
    const download = await one.http.download(spec, { from: { offset: 20_000, etag: '"a"' } })
    expect(download).toMatchObject({ offset: 20_000, size: 50_000 })
    expect(Buffer.from(await download.bytes()).equals(song.subarray(20_000))).toBe(true)
  })

  test('begins anew, and says so, where the content is not what the earlier one left', async () => {
    await using one = await client({ etags: ['"b"'] })
    const download = await one.http.download(spec, { from: { offset: 20_000, etag: '"a"' } })
    expect(download).toMatchObject({ offset: 0, etag: '"b"' })
    expect((await download.bytes()).byteLength).toBe(50_000)
  })

  test('fails where the content changes in the middle: no mixture of two is given', async () => {
    await using one = await client({ breaks: [10_000], etags: ['"a"', '"b"'] })
    const download = await one.http.download(spec)
    await expect(download.bytes()).rejects.toMatchObject({ name: 'ConflictError', code: 'CONTENT_CHANGED' })
  })

  test.each([
    ['has no validator', { etags: [undefined] }, {}],
    ['has a weak one', { etags: ['W/"a"'] }, {}],
    ['is told not to retry', {}, { retry: false as const }],
  ])('that %s fails where it breaks', async (_, behaviour, options) => {
    await using one = await client({ breaks: [10_000], ...behaviour }, options)
    const download = await one.http.download(spec)
    await expect(download.bytes()).rejects.toMatchObject({ code: 'CONNECTION_RESET' })
    expect(one.server.seen).toHaveLength(1)
  })

  test('gives up where nothing more comes in', async () => {
    await using one = await client({ breaks: [10_000, 0, 0, 0, 0, 0, 0, 0, 0, 0] })
    const download = await one.http.download(spec)
    await expect(download.bytes()).rejects.toMatchObject({ code: 'CONNECTION_RESET' })
    expect(one.server.seen.length).toBeLessThan(10)
  })

  test('that is cancelled ends the connection', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await scriptedServer((response) => {
      response.once('close', closed.resolve)
      response.writeHead(200, { etag: '"a"' }).write(song)
    })
    const download = await createHttp({ baseUrl: server.url }).download(spec)
    await download.stream.cancel()
    await closed.promise
  })

  test.each([
    [{ from: { offset: -1.5, etag: '"a"' } }],
    [{ from: { offset: 1 } }],
    [{ onProgress: 'yes' }],
    [{ resume: true }],
  ])('refuses the options %o', async (options) => {
    const error = await failureOf(createHttp().download(spec, options as object))
    expect(error).toMatchObject({ code: 'INVALID_OPTION' })
  })
})
