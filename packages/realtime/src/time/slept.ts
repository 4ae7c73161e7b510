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
