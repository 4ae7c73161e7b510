import fc from 'fast-check'
import { CountedTarget } from './counted-target.ts'
import { playSchedule } from './play-schedule.ts'
import { type Schedule, schedules } from './schedule.ts'

/**
 * Plays random schedules against the model.
 *
 * @throws Error where one shows a fault: the smallest that does, and the seed.
 */
export async function checkSchedules(numRuns: number, seed: number): Promise<void> {
  await fc.assert(fc.asyncProperty(schedules, checkSchedule), { numRuns, seed })
}

/** Plays one schedule, with a global object that tells of the network. */
export async function checkSchedule(schedule: Schedule): Promise<void> {
  const globals = new CountedTarget()
  const before = pick(globalThis)
  Object.assign(globalThis, pick(globals))
  const rejections: unknown[] = []
  const reject = (cause: unknown) => void rejections.push(cause)
  process.on('unhandledRejection', reject)
  try {
    await playSchedule(schedule, globals)
  } finally {
    process.off('unhandledRejection', reject)
    Object.assign(globalThis, before)
  }
  if (rejections.length > 0) throw new Error('A rejection that nobody handles', { cause: rejections[0] })
}

function pick(target: object): object {
  const { addEventListener, removeEventListener } = target as Partial<EventTarget>
  return { addEventListener, removeEventListener }
}
