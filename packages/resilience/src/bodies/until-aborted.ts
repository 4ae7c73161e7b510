import type { OnCancel } from './read-chunks.ts'

/**
 * Stops a reading when a signal is aborted, also where it already is.
 *
 * @example
 * ```ts
 * import { untilAborted } from '@veza/resilience/bodies'
 *
 * const giveUp = new AbortController()
 * const leave = untilAborted(giveUp.signal)(() => console.log('stopped'))
 * giveUp.abort() // stopped
 * leave()
 * ```
 */
export function untilAborted(signal: AbortSignal): OnCancel {
  return (stop) => {
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    return () => signal.removeEventListener('abort', stop)
  }
}
