import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import { createHttp } from '@veza/http'
import { InvalidResponseError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure-of.ts'
import { scriptedServer } from './scripted-server.ts'

const get = { method: 'GET', path: '/bomb' } as const
const zeros = Buffer.alloc(256 * 1024 * 1024)
const bombs = {
  br: brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: gzipSync(zeros),
  deflate: deflateSync(zeros),
}

describe.each(Object.entries(bombs))('%s that unpacks to 256 MiB', (coding, bomb) => {
  test('stops at the cap', async () => {
    await using server = await scriptedServer((response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(bomb),
    )
    const error = await failureOf(createHttp({ baseUrl: server.url }).json(get))
    expect(error).toBeInstanceOf(InvalidResponseError)
    expect(error).toMatchObject({ code: 'RESPONSE_TOO_LARGE', attempts: 1 })
  })
})
