import fc from 'fast-check'
import { CountedTarget } from './counted-target.ts'
import { playSchedule } from './play-schedule.ts'
import { schedules } from './schedule.ts'

/**
 * Plays schedules against the model, with a global object that tells of the network.
 *
 * @throws Error where one shows a fault: the smallest that does, and the seed.
 */
export async function checkSchedules(numRuns: number, seed: number): Promise<void> {
  const before = pick(globalThis)
  const rejections: unknown[] = []
  const reject = (cause: unknown) => void rejections.push(cause)
  process.on('unhandledRejection', reject)
  try {
    const property = fc.asyncProperty(schedules, async (schedule) => {
      const globals = new CountedTarget()
      Object.assign(globalThis, pick(globals))
      await playSchedule(schedule, globals)
      if (rejections.length > 0)
        throw new Error('A rejection that nobody handles', { cause: rejections.pop() })
    })
    await fc.assert(property, { numRuns, seed })
  } finally {
    process.off('unhandledRejection', reject)
    Object.assign(globalThis, before)
  }
}

function pick(target: object): object {
  const { addEventListener, removeEventListener } = target as Partial<EventTarget>
  return { addEventListener, removeEventListener }
}
