import type { Clock } from '@veza/resilience'

/** Sleeps. @returns whether it slept to the end; `false` where `signal` was aborted before. */
export async function slept(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal)
    return !signal.aborted
  } catch {
    return false
  }
}

/** The reason of signals that only this package sees. Without one, each would make an error with a stack of its own. */
export const ended = 'ended'
