import { setTimeout as breath, setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { ManualClock } from '@veza/resilience/testing'

/** Lets everything that needs no time run: hashes are made on other threads, so one turn of the loop is not enough. */
export async function until(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 10_000; performance.now() < end; ) {
    if (condition()) return
    await turnOfTheLoop()
  }
  throw new Error('It did not come to that')
}

/**
 * Moves the clock in small steps until `work` ends, each with a breath of real time: a hash that takes long on a busy
 * machine must not meet a time-out of the clock that is moved by hand.
 */
export async function drive<T>(clock: ManualClock, work: Promise<T>, stepMs = 50): Promise<T> {
  let over = false
  const watched = work.finally(() => {
    over = true
  })
  watched.catch(() => undefined)
  for (let steps = 0; !over && steps < 10_000; steps++) {
    await breath(1)
    if (!over) await clock.advance(stepMs)
  }
  if (!over) throw new Error('It did not end')
  return watched
}
