import { messageModel, userModel } from '@veza/protocol'
import { Validator } from '@veza/protocol/schema'
import { expect, test } from 'vitest'
import { payloadFor, payloads } from './payloads.ts'

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

test('the payloads keep the contract: the SDK must not be measured while it warns', () => {
  const validator = new Validator()
  expect(validator.check(userModel, JSON.parse(payloads.user.toString()))).toEqual([])
  expect(validator.check(messageModel, JSON.parse(payloads.message.toString()))).toEqual([])
})

test('the list for Slack differs by its flag only', () => {
  const { ok, ...rest } = JSON.parse(payloads.slackList.toString()) as { ok: boolean }
  expect(ok).toBe(true)
  expect(rest).toEqual(JSON.parse(payloads.list.toString()))
})
