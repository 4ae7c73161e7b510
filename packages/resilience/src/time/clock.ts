import { AbortError } from '../errors/abort-error.ts'

/**
 * Time as an argument: what reads it and what waits take it from here. {@link systemClock} is the one in use unless
 * another is given, as in tests.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /**
   * Waits.
   *
   * @param ms - how long, in milliseconds.
   * @param signal - stops the wait; its listener is removed whichever way the wait ends.
   * @throws {@link AbortError} when `signal` is aborted.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** A timer holds at most this many milliseconds; a longer one would fire at once. */
export const longestTimerMs = 2 ** 31 - 1

/**
 * The machine's own clock. A sleep longer than a timer can hold (24.8 days) ends after that time.
 *
 * @example
 * ```ts
 * import { systemClock } from '@veza/resilience'
 *
 * const before = systemClock.now()
 * await systemClock.sleep(10)
 * console.log(systemClock.now() - before >= 9)
 * ```
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError(signal))
      const stop = () => {
        clearTimeout(timer)
        reject(abortError(signal))
      }
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', stop)
          resolve()
        },
        Math.min(ms, longestTimerMs),
      )
      signal?.addEventListener('abort', stop, { once: true })
    }),
}

/**
 * The error for a call whose signal was aborted.
 *
 * @param signal - the aborted signal; a copy of its reason becomes the `cause`.
 * @example
 * ```ts
 * import { abortError } from '@veza/resilience'
 *
 * console.log(abortError(AbortSignal.abort()).code)
 * ```
 */
export function abortError(signal?: AbortSignal): AbortError {
  const cause: unknown = signal?.reason
  // By name: the `DOMException` of another realm is no instance of this one's.
  const timedOut = (cause as { readonly name?: unknown } | null | undefined)?.name === 'TimeoutError'
  return new AbortError(timedOut ? 'The call was aborted: its signal timed out' : 'The call was aborted', {
    code: 'ABORTED',
    remedy: timedOut
      ? 'Give the signal more time, or use timeoutMs and totalTimeoutMs.'
      : 'Nothing to do: the call was stopped on purpose.',
    cause,
  })
}
