import { createHash } from 'node:crypto'
import { type ContentStore, memoryContentStore } from '@veza/sandbox'
import { describe, expect, test } from 'vitest'
import { ask, items, sandboxWith } from './ask.ts'
import { get, upload, uploadBody } from './upload.ts'

const hash = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

/** A store that counts what it holds. */
function counted(): { store: ContentStore; held: () => number } {
  const inner = memoryContentStore()
  let held = 0
  const store: ContentStore = {
    async write(content) {
      const stored = await inner.write(content)
      held++
      return {
        ...stored,
        delete: async () => {
          held--
          await stored.delete()
        },
      }
    },
    close: () => inner.close(),
  }
  return { store, held: () => held }
}

describe('a file', () => {
  test('is uploaded, listed, fetched, read and deleted', async () => {
    const { store, held } = counted()
    const now = Date.UTC(2026, 5, 1)
    const sandbox = sandboxWith({ contentStore: store, now: () => now })
    const created = await upload(sandbox, 'Grüße', { name: 'grüße "1".txt', type: 'text/plain' })
    expect(created.status).toBe(201)
    expect(created.body).toEqual({
      id: 3,
      name: 'grüße "1".txt',
      content_type: 'text/plain',
      size: 7,
      checksum: hash('Grüße'),
      user_id: 1,
      created_at: new Date(now).toISOString(),
    })
    expect((await ask(sandbox, 'GET /v1/files/3')).body).toEqual(created.body)
    expect(items(await ask(sandbox, 'GET /v1/files')).map(({ id }) => id)).toEqual([1, 2, 3])
    expect(items(await ask(sandbox, 'GET /v1/files?content_type=audio/wav'))).toHaveLength(1)
    expect(items(await ask(sandbox, 'GET /v1/files?name=welcome.txt'))).toHaveLength(1)
    expect(await (await get(sandbox, '/files/3/content')).text()).toBe('Grüße')
    expect([held(), sandbox.stats().files]).toEqual([1, 3])
    expect((await ask(sandbox, 'DELETE /v1/files/3')).status).toBe(204)
    expect([held(), sandbox.stats().files]).toEqual([0, 2])
    for (const line of ['GET /v1/files/3', 'GET /v1/files/3/content', 'DELETE /v1/files/3'])
      expect((await ask(sandbox, line)).body['error_code']).toBe('FILE_NOT_FOUND')
  })

  test('of the seed has the checksum that it says', async () => {
    const sandbox = sandboxWith()
    for (const file of items(await ask(sandbox, 'GET /v1/files'))) {
      const content = new Uint8Array(
        await (await get(sandbox, `/files/${String(file['id'])}/content`)).arrayBuffer(),
      )
      expect([file['size'], file['checksum']]).toEqual([content.length, hash(content)])
      expect((await ask(sandbox, `DELETE /v1/files/${String(file['id'])}`)).status).toBe(204)
    }
  })

  test.each<[string, string]>([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Music\\song.mp3', 'song.mp3'],
    [' spaced ', 'spaced'],
    ['a\u009fb.txt', 'ab.txt'],
    ['🎵.mp3', '🎵.mp3'],
    ['x'.repeat(255), 'x'.repeat(255)],
  ])('named %j is kept as %j', async (given, kept) => {
    expect((await upload(sandboxWith(), 'x', { name: given })).body['name']).toBe(kept)
  })

  test.each<[string, string]>([
    ['..', 'VALIDATION_REQUIRED_FIELD'],
    ['a/', 'VALIDATION_REQUIRED_FIELD'],
    ['x'.repeat(256), 'VALIDATION_STRING_TOO_LONG'],
  ])('named %j is refused', async (given, code) => {
    const { status, body } = await upload(sandboxWith(), 'x', { name: given })
    expect([status, body['errors']]).toEqual([
      422,
      [{ field: 'file', code, message: expect.stringContaining('name') }],
    ])
  })

  test('has the media type it was sent with, or none in particular', async () => {
    const sandbox = sandboxWith()
    const typeOf = async (type: string) => (await upload(sandbox, 'x', { type })).body['content_type']
    expect(await typeOf('text/html; charset=utf-8')).toBe('text/html; charset=utf-8')
    expect(await typeOf('')).toBe('application/octet-stream')
    const bad =
      '--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\ncontent-type: no type\r\n\r\nx\r\n--b--\r\n'
    const answer = await uploadBody(sandbox, bad, { 'content-type': 'multipart/form-data; boundary=b' })
    expect(answer.body['content_type']).toBe('application/octet-stream')
  })

  test('may be empty', async () => {
    const sandbox = sandboxWith()
    expect((await upload(sandbox, '')).body).toMatchObject({ size: 0, checksum: hash('') })
    const response = await get(sandbox, '/files/3/content')
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '0',
      '',
    ])
  })

  test('may hold what looks like a boundary, and any byte', async () => {
    const sandbox = sandboxWith()
    const content = new Uint8Array(70_000)
    for (let i = 0; i < content.length; i++) content[i] = i % 256
    content.set(new TextEncoder().encode('\r\n--b\n\r\n--b'), 40_000)
    const { body } = await upload(sandbox, content)
    expect(body['checksum']).toBe(hash(content))
    const back = await (await get(sandbox, '/files/3/content')).arrayBuffer()
    expect(hash(new Uint8Array(back))).toBe(hash(content))
  })
})

describe('an upload that is wrong', () => {
  const boundary = { 'content-type': 'multipart/form-data; boundary=b' }
  const part = (headers: string, content = 'x') => `--b\r\n${headers}\r\n\r\n${content}\r\n`
  const file = part('content-disposition: form-data; name="file"; filename="a.txt"')

  test.each<[string, BodyInit, Record<string, string>, number]>([
    ['is JSON', '{}', { 'content-type': 'application/json' }, 415],
    ['says nothing of its boundary', file, { 'content-type': 'multipart/form-data' }, 400],
    ['has no end', file, boundary, 400],
    ['ends in the middle of a file', file.slice(0, -4), boundary, 400],
    ['ends in the middle of a header', '--b\r\ncontent-dis', boundary, 400],
    ['is empty', '', boundary, 400],
    ['is something else', 'hello', boundary, 400],
    ['has a part without a name', `${part('content-disposition: form-data')}--b--\r\n`, boundary, 400],
    ['has broken headers', `${part('no header')}--b--\r\n`, boundary, 400],
    [
      'has a broken file name',
      `${part('content-disposition: form-data; name="file"; filename*=UTF-8\'\'%E0%A4%A')}--b--\r\n`,
      boundary,
      422,
    ],
    [
      'has a control character in its file name',
      `${part('content-disposition: form-data; name="file"; filename="a\u0007b"')}--b--\r\n`,
      boundary,
      400,
    ],
    ['has no part at all', '--b--\r\n', boundary, 422],
    ['has no file', `${part('content-disposition: form-data; name="note"')}--b--\r\n`, boundary, 422],
    ['has two files', `${file}${file}--b--\r\n`, boundary, 422],
    [
      'has a file under another name',
      `${part('content-disposition: form-data; name="other"; filename="a"')}--b--\r\n`,
      boundary,
      422,
    ],
  ])('%s', async (_, body, headers, status) => {
    const { store, held } = counted()
    const sandbox = sandboxWith({ contentStore: store })
    const answer = await uploadBody(sandbox, body, headers)
    expect(answer.status).toBe(status)
    expect([held(), sandbox.stats().files]).toEqual([0, 2])
  })

  test('has a note beside its file, which is passed over', async () => {
    const note = part('content-disposition: form-data; name="note"', 'hello')
    const answer = await uploadBody(sandboxWith(), `${note}${file}${note}--b--\r\n`, boundary)
    expect([answer.status, answer.body['size']]).toEqual([201, 1])
  })

  test('has no body', async () => {
    const sandbox = sandboxWith()
    const headers = { authorization: `Bearer ${sandbox.apiKey}`, ...boundary }
    const request = new Request('http://sandbox/v1/files', { method: 'POST', headers })
    expect((await sandbox.fetch(request)).status).toBe(422)
  })

  test.each([
    ['by its Content-Length', true],
    ['as it comes', false],
  ])('is too large, %s', async (_, declared) => {
    const { store, held } = counted()
    const sandbox = sandboxWith({ contentStore: store, maxFileBytes: 1000 })
    const content = part('content-disposition: form-data; name="file"; filename="a"', 'x'.repeat(100_000))
    const length: Record<string, string> = declared ? { 'content-length': String(content.length) } : {}
    const answer = await uploadBody(sandbox, new Blob([content]).stream(), { ...boundary, ...length })
    expect([answer.status, answer.body['error_code'], held()]).toEqual([413, 'FILE_SIZE_EXCEEDED', 0])
    expect((await upload(sandbox, 'x'.repeat(1000))).status).toBe(201)
    expect((await upload(sandbox, 'x'.repeat(1001))).status).toBe(413)
  })

  test('has no room in the store', async () => {
    const sandbox = sandboxWith({ contentStore: memoryContentStore({ maxBytes: 10 }) })
    expect((await upload(sandbox, 'x'.repeat(11))).body['error_code']).toBe('FILE_SIZE_EXCEEDED')
    expect((await upload(sandbox, 'x'.repeat(10))).status).toBe(201)
  })

  test('meets a store that is broken', async () => {
    const store: ContentStore = { write: () => Promise.reject(new Error('disk')), close: async () => {} }
    const answer = await upload(sandboxWith({ contentStore: store }), 'x')
    expect([answer.status, answer.body]).toEqual([500, { code: 500, message: 'Internal server error' }])
  })
})

describe('an upload under an idempotency key', () => {
  const headers = { 'idempotency-key': 'k1' }

  test('is kept once, however often it is sent', async () => {
    const { store, held } = counted()
    const sandbox = sandboxWith({ contentStore: store })
    const first = await upload(sandbox, 'song', { headers })
    const again = await upload(sandbox, 'song', { headers })
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    const all = await Promise.all(Array.from({ length: 20 }, () => upload(sandbox, 'song', { headers })))
    expect(new Set(all.map(({ body }) => body['id']))).toEqual(new Set([3]))
    expect([held(), sandbox.stats().files]).toEqual([1, 3])
  })

  test('of another file is refused, and that file is not kept', async () => {
    const { store, held } = counted()
    const sandbox = sandboxWith({ contentStore: store })
    await upload(sandbox, 'song', { headers })
    for (const other of [
      upload(sandbox, 'other', { headers }),
      upload(sandbox, 'song', { headers, name: 'b' }),
    ])
      expect((await other).status).toBe(422)
    expect(held()).toBe(1)
  })
})
