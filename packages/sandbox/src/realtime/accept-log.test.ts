import { expect, test } from 'vitest'
import { AcceptLog } from './accept-log.ts'

test('the last 100,000 connections are known, and how many there were in all', () => {
  const log = new AcceptLog()
  for (let at = 1; at <= 250_000; at++) log.add(at)
  expect([log.total, log.last().length, log.last()[0], log.last().at(-1)]).toEqual([
    250_000, 100_000, 150_001, 250_000,
  ])
})
