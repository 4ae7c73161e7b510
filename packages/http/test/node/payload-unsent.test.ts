import { createHttp, type Payload } from '@veza/http'
import { expect, test } from 'vitest'
import { failureOf } from '../failure-of.ts'
import { json, scriptedServer } from '../scripted-server.ts'

test('a payload that can be read only once is tried again while no connection stands', async () => {
  const server = await scriptedServer((response) => json(response, {}))
  await server[Symbol.asyncDispose]()
  let opened = false
  const payload: Payload = {
    contentType: 'text/plain',
    length: undefined,
    replayable: false,
    async *open() {
      opened = true
      yield new Uint8Array(1)
    },
  }
  const http = createHttp({ baseUrl: server.url, random: () => 0 })
  const error = await failureOf(http.json({ method: 'PUT', path: '/file', payload }))
  expect(error).toMatchObject({ code: 'CONNECTION_FAILED', attempts: 3 })
  expect(opened).toBe(false)
})
