import { test } from 'vitest'
import { checkSchedule } from './check-schedules.ts'
import type { Schedule, StepName } from './schedule.ts'

/** Schedules in which faults were found, as small as they could be made. */
function schedule(
  steps: readonly (readonly [name: StepName, amount?: number])[],
  options: Partial<Schedule> = {},
): Schedule {
  return {
    steps: steps.map(([name, amount = 0]) => ({ name, amount })),
    warm: false,
    exact: true,
    hasPing: true,
    whenFull: 'wait',
    chance: 0,
    ...options,
  }
}

test('subscribe() settles where unsubscribe() follows it', async () => {
  await checkSchedule(schedule([['subscribe'], ['unsubscribe']]))
})

test('a server that accepts what close() has given up changes nothing', async () => {
  await checkSchedule(schedule([['accept'], ['close'], ['deliver']]))
  await checkSchedule(schedule([['accept'], ['close'], ['serve'], ['deliver']], { exact: false }))
})

test('both settle where a message is sent twice while the queue is full', async () => {
  await checkSchedule(schedule([['send'], ['send'], ['send'], ['send'], ['send-again']]))
})

test("what is said while a room is subscribed in the guide's protocol does not come late", async () => {
  const said: Parameters<typeof schedule>[0] = [
    ['send'],
    ['accept'],
    ['serve'],
    ['subscribe', 7],
    ['deliver'],
    ['post', 3],
    ['serve', 2],
    ['post', 3],
    ['deliver', 1],
    ['offline'],
  ]
  await checkSchedule(schedule(said, { exact: false, whenFull: 'reject' }))
})

test('an event that the server loses is asked for', async () => {
  await checkSchedule(schedule([['post', 2], ['lose'], ['deliver', 9]], { warm: true }))
})
