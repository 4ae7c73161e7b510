import type { VezaOptions } from '@veza/client'

/** A clock whose sleeps are noted and skipped. */
export interface SkippingClock extends NonNullable<VezaOptions['clock']> {
  /** How long each sleep was to be, in milliseconds. */
  readonly sleeps: readonly number[]
}

/** The machine's time, and sleeps that end at once: the time they were to take counts as passed. */
export function skippingClock(): SkippingClock {
  const sleeps: number[] = []
  let skipped = 0
  return {
    sleeps,
    now: () => Date.now() + skipped,
    sleep(ms) {
      sleeps.push(ms)
      skipped += ms
      return Promise.resolve()
    },
  }
}
