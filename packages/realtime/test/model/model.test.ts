import { test } from 'vitest'
import { checkSchedules } from './check-schedules.ts'

test('random schedules: no illegal step, nothing lost, every promise settles, nothing is left', async () => {
  await checkSchedules(300, 1)
})
