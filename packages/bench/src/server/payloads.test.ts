import { Veza } from '@veza/client'
import { expect, test } from 'vitest'
import { payloadFor, payloads } from './payloads.ts'
import { answerAtOnce, serve } from './serve.ts'

test('the payloads have the sizes that the tables name', () => {
  expect(payloads.user.length).toBeGreaterThan(270)
  expect(payloads.user.length).toBeLessThan(330)
  expect(payloads.message.length).toBeGreaterThan(270)
  expect(payloads.message.length).toBeLessThan(330)
  expect(payloads.list.length).toBeGreaterThan(28_000)
  expect(payloads.list.length).toBeLessThan(32_000)
})

test('each contender gets the same payload by its own route', () => {
  expect(payloadFor('GET', '/users/7')).toBe(payloads.user)
  expect(payloadFor('GET', '/users?select=*&id=eq.7')).toBe(payloads.user)
  expect(payloadFor('GET', '/v1/customers?limit=100')).toBe(payloads.list)
  expect(payloadFor('POST', '/v1/customers')).toBe(payloads.message)
  expect(payloadFor('POST', '/chat.postMessage')).toBe(payloads.slackMessage)
  expect(payloadFor('POST', '/users.list')).toBe(payloads.slackList)
})

test('the payloads keep the contract: the SDK must not be measured while it warns', async () => {
  await using server = await serve(answerAtOnce)
  await using veza = new Veza({ apiKey: 'veza_test_bench', baseUrl: server.url, validation: 'strict' })
  expect(await veza.users.get(7)).toMatchObject({ id: 7, createdAt: expect.any(Date) })
  expect(await veza.chat.messages.send({ roomId: 123, content: 'Hello' })).toMatchObject({ roomId: 123 })
  expect((await veza.users.list({ limit: 100 }).first()).items).toHaveLength(100)
})

test('the list for Slack differs by its flag only', () => {
  const { ok, ...rest } = JSON.parse(payloads.slackList.toString()) as { ok: boolean }
  expect(ok).toBe(true)
  expect(rest).toEqual(JSON.parse(payloads.list.toString()))
})
