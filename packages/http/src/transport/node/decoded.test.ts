import * as zlib from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { acceptEncoding, codings, decoded } from './decoded.ts'

const text = Buffer.from('{"hello":"world"}')

describe('a content coding', () => {
  test.each([
    ['gzip', zlib.gzipSync(text)],
    ['x-gzip', zlib.gzipSync(text)],
    ['deflate', zlib.deflateSync(text)],
    ['deflate', zlib.deflateRawSync(text)],
    ['br', zlib.brotliCompressSync(text)],
    ['zstd', zlib.zstdCompressSync(text)],
    ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(text))],
    ['identity', text],
    [' GZIP ', zlib.gzipSync(text)],
  ])('%s comes off (%#)', async (encoding, body) => {
    expect((await decoded(body, encoding, 1000)).toString()).toBe('{"hello":"world"}')
  })

  test('that is unknown is an error', async () => {
    await expect(decoded(text, 'rot13', 1000)).rejects.toThrow('unknown')
  })

  test('that is a lie is an error', async () => {
    await expect(decoded(text, 'gzip', 1000)).rejects.toMatchObject({ code: 'Z_DATA_ERROR' })
  })

  test.each(['gzip', 'deflate', 'br', 'zstd'])(
    '%s stops where more comes out than allowed',
    async (coding) => {
      const big = Buffer.alloc(1_000_000)
      const packed = {
        gzip: zlib.gzipSync(big),
        deflate: zlib.deflateSync(big),
        br: zlib.brotliCompressSync(big),
        zstd: zlib.zstdCompressSync(big),
      }[coding] as Buffer
      await expect(decoded(packed, coding, 999_999)).rejects.toMatchObject({ code: 'ERR_BUFFER_TOO_LARGE' })
      expect((await decoded(packed, coding, 1_000_000)).byteLength).toBe(1_000_000)
    },
  )
})

test('codings come off in the opposite order', () => {
  expect(codings('gzip, identity , br')).toEqual(['br', 'gzip'])
  expect(codings('')).toEqual([])
})

test('what can be read is what is asked for', () => {
  expect(acceptEncoding).toBe('gzip, deflate, br, zstd')
})
