import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const mebibyte = 1024 * 1024
const size = 512 * mebibyte
const chunk = Buffer.alloc(mebibyte, 'All work and no play.\r\n--b')

let server: ChildProcess
let baseUrl: string
let headers: Record<string, string>

beforeAll(async () => {
  const program = fileURLToPath(new URL('large-files-server.ts', import.meta.url))
  server = fork(program, { execArgv: ['--conditions=@veza/source'] })
  const [told] = (await once(server, 'message')) as [{ baseUrl: string; apiKey: string }]
  baseUrl = told.baseUrl
  headers = { authorization: `Bearer ${told.apiKey}` }
})
afterAll(async () => {
  server.send('end')
  await once(server, 'exit')
})

async function peak(): Promise<number> {
  server.send('peak')
  const [bytes] = (await once(server, 'message')) as [number]
  return bytes
}

function* form(): Generator<Buffer | string> {
  yield '--bound\r\ncontent-disposition: form-data; name="file"; filename="large.bin"\r\n\r\n'
  for (let sent = 0; sent < size; sent += chunk.length) yield chunk
  yield '\r\n--bound--\r\n'
}

test('half a gibibyte goes up and down in a few chunks of memory', { timeout: 180_000 }, async () => {
  const upload = request(`${baseUrl}/files`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=bound' },
  })
  const answered = once(upload, 'response')
  await pipeline(form, upload)
  const [answer] = await answered
  const file = (await json(answer)) as { id: number; size: number; checksum: string }
  expect(file.size).toBe(size)
  expect(await peak()).toBeLessThan(128 * mebibyte)

  const download = request(`${baseUrl}/files/${file.id}/content`, { headers }).end()
  const [content] = await once(download, 'response')
  const hash = createHash('sha256')
  await pipeline(content, hash)
  expect(hash.digest('hex')).toBe(file.checksum)
  expect(await peak()).toBeLessThan(128 * mebibyte)
})
