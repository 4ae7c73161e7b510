import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { webhookHandler } from '../../src/adapters/node/index.ts'
import { errorBook, newVerifier } from './fixture.ts'

async function served(bytes: string, cut: boolean): Promise<{ errors: unknown[]; answer: string }> {
  const told = Promise.withResolvers<void>()
  const { errors, onError } = errorBook()
  const handler = webhookHandler({
    verifier: newVerifier({ maxBodyBytes: 1000 }),
    onError: (...given) => {
      onError(...given)
      told.resolve()
    },
  })
  const server = createServer((request, response) => void handler(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let answer = ''
  client.on('data', (chunk) => {
    answer += String(chunk)
  })
  client.on('error', () => undefined)
  client.write(bytes)
  if (cut) {
    await once(server, 'request')
    client.destroy()
  } else await once(client, 'data')
  await told.promise
  server.closeAllConnections()
  server.close()
  return { errors, answer }
}

const head = 'POST / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n'

test('a sender that goes away within the body is told from one that lies', async () => {
  const { errors } = await served(`${head}Content-Length: 100\r\n\r\nhalf`, true)
  expect(errors).toEqual([{ code: 'WEBHOOK_BODY_INCOMPLETE', stage: 'refused' }])
})

test('a body that is announced too large is refused before it comes', async () => {
  const { errors, answer } = await served(`${head}Content-Length: 1000000\r\n\r\n`, false)
  expect(errors).toEqual([{ code: 'WEBHOOK_BODY_TOO_LARGE', stage: 'refused' }])
  expect(answer).toMatch(/^HTTP\/1.1 413 /)
})

test('a body that grows too large is refused while it comes', async () => {
  const chunk = `3e8\r\n${'x'.repeat(1000)}\r\n`
  const { errors, answer } = await served(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`, false)
  expect(errors).toEqual([{ code: 'WEBHOOK_BODY_TOO_LARGE', stage: 'refused' }])
  expect(answer).toMatch(/^HTTP\/1.1 413 /)
})

test('a header that comes twice is refused', async () => {
  const twice = 'Webhook-Id: a\r\nWebhook-Timestamp: 1\r\nWebhook-Timestamp: 2\r\nWebhook-Signature: v1,a\r\n'
  const { errors, answer } = await served(`${head}${twice}Content-Length: 2\r\n\r\n{}`, false)
  expect(errors).toEqual([{ code: 'WEBHOOK_HEADER_DUPLICATE', stage: 'refused' }])
  expect(answer).toMatch(/^HTTP\/1.1 400 /)
})
