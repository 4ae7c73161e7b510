import { ManualClock } from '@veza/resilience/testing'
import { expect, test } from 'vitest'
import { manualClock } from './manual-clock.ts'

test('a manual clock is made with its options', async () => {
  expect(manualClock()).toBeInstanceOf(ManualClock)
  const clock = manualClock({ now: new Date(1000), autoAdvance: true })
  await clock.sleep(500)
  expect(clock.now()).toBe(1500)
})

test.each<[unknown, string]>([
  [new Date(), 'Pass an object of options.'],
  [5, 'Pass an object of options.'],
  [{ autoadvance: true }, 'unknown option "autoadvance". Write "autoAdvance".'],
  [{ autoAdvance: 1 }, 'option "autoAdvance" is invalid'],
  [{ now: '2026-07-01' }, 'option "now" is invalid'],
])('a manual clock cannot be made with %j', (options, message) => {
  const make = () => manualClock(options as object)
  expect(make).toThrow(message)
  expect(make).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
})
