import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodeBody } from './decode-body.ts'

const text = '{"a":1.0}'

async function decoded(
  encoding: string | undefined,
  content: Uint8Array | string,
  more: { decoded?: boolean; length?: number; max?: number } = {},
) {
  const headers: [string, string][] = []
  if (encoding !== undefined) headers.push(['Content-Encoding', encoding])
  if (more.length !== undefined) headers.push(['Content-Length', String(more.length)])
  const bytes = await decodeBody({ headers }, { content, decoded: more.decoded ?? false }, more.max ?? 1000)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: { code: string }) => error.code,
  )

describe('a packed body', () => {
  test.each([
    ['gzip', gzipSync(text)],
    ['GZIP ', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['identity', Buffer.from(text)],
    ['', Buffer.from(text)],
    [undefined, Buffer.from(text)],
  ])('with %s is unpacked', async (encoding, bytes) => {
    expect(await decoded(encoding, bytes)).toBe(text)
  })

  test.each(['gzip', 'deflate', 'br', 'zstd'])(
    'that a parser has unpacked already is left alone: %s',
    async (encoding) => {
      expect(await decoded(encoding, Buffer.from(text), { decoded: true })).toBe(text)
    },
  )

  test.each([
    ['br', brotliCompressSync(text)],
    ['zstd', Buffer.from(text)],
    ['gzip, gzip', gzipSync(gzipSync(text))],
  ])('with %s is refused', async (encoding, bytes) => {
    expect(await codeOf(decoded(encoding, bytes))).toBe('WEBHOOK_BODY_ENCODED')
  })

  test('that unpacks to more than allowed is refused while it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    expect(bomb.length).toBeLessThan(60_000)
    expect(await codeOf(decoded('gzip', bomb, { max: 1000 }))).toBe('WEBHOOK_BODY_TOO_LARGE')
  })

  test.each([
    ['cut', gzipSync(text).subarray(0, 15)],
    ['broken', Buffer.concat([gzipSync(text).subarray(0, 12), Buffer.from('garbage!!')])],
    ['followed by garbage', Buffer.concat([gzipSync(text), Buffer.from('garbage')])],
  ])('that is %s is refused', async (_, bytes) => {
    expect(await codeOf(decoded('gzip', bytes))).toBe('WEBHOOK_BODY_INCOMPLETE')
  })

  test('without a header of its format is taken as it is: the signature decides', async () => {
    expect(await decoded('deflate', deflateRawSync(text))).not.toBe(text)
    expect(await decoded('deflate', 'x=1')).toBe('x=1')
  })
})

describe('a body that is a text', () => {
  test('is its UTF-8 bytes', async () => {
    expect(await decoded(undefined, 'é')).toBe('é')
    expect(await decoded(undefined, 'é', { length: 2 })).toBe('é')
  })

  test.each([
    ['a replacement character', '\u{fffd}', {}],
    ['half a surrogate pair', '\ud800', {}],
    ['another length than came', 'é', { length: 5 }],
  ])('with %s is refused: its bytes are lost', async (_, broken, more) => {
    expect(await codeOf(decoded(undefined, broken, more))).toBe('WEBHOOK_BODY_PARSED')
  })
})
