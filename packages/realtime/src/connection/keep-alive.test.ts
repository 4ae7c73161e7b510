import { ManualClock } from '@veza/resilience/testing'
import { expect, test } from 'vitest'
import { KeepAlive } from './keep-alive.ts'

test('a server hears something three times within its time', async () => {
  const clock = new ManualClock()
  let pings = 0
  const keepAlive = new KeepAlive(clock, 30_000, () => {
    pings++
  })
  await clock.advance(60_000)
  expect(pings).toBe(6)
  keepAlive.stop()
  await clock.advance(60_000)
  expect([pings, clock.pending]).toEqual([6, 0])
})

test('what was sent otherwise will do', async () => {
  const clock = new ManualClock()
  let pings = 0
  const keepAlive = new KeepAlive(clock, 30_000, () => {
    pings++
  })
  for (let n = 0; n < 5; n++) {
    keepAlive.sent()
    await clock.advance(10_000)
  }
  expect(pings).toBe(0)
  await clock.advance(10_000)
  expect(pings).toBe(1)
  keepAlive.stop()
})

test.each([0, -5, 1, Number.NaN])('a time of %d is not believed', async (heartbeatMs) => {
  const clock = new ManualClock()
  let pings = 0
  const keepAlive = new KeepAlive(clock, heartbeatMs, () => {
    pings++
  })
  await clock.advance(1000)
  expect(pings).toBeLessThanOrEqual(10)
  keepAlive.stop()
})
