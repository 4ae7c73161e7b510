import { abortError, type Clock, TimeoutError } from '@veza/resilience'

/**
 * Waits for shared work until it ends or the caller gives up. The work goes on: others wait for it as well.
 *
 * @throws {@link AbortError}, or what the work threw.
 */
export async function detached<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  if (signal.aborted) throw abortError(signal)
  let stop: () => void = () => undefined
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(abortError(signal))
  })
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** How long work may take. */
export interface Limits {
  readonly timeoutMs: number
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs work until it ends, its time is up or the caller gives up. It gets a signal of its own, which is aborted then, and
 * it is not waited for any longer.
 *
 * @throws {@link TimeoutError} or {@link AbortError}, or what the work threw.
 */
export async function within<T>(limits: Limits, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { timeoutMs, clock, signal } = limits
  const inner = new AbortController()
  const timer = new AbortController()
  const late = clock.sleep(timeoutMs, timer.signal).then(
    () => {
      throw new TimeoutError(`Not done within ${Math.round(timeoutMs)} ms`, {
        code: 'TIMEOUT',
        retryable: true,
        remedy: 'Try again, or raise timeoutMs if the server is known to be slow.',
      })
    },
    () => new Promise<never>(() => undefined),
  )
  try {
    return await detached(Promise.race([work(inner.signal), late]), signal)
  } catch (error) {
    inner.abort(error)
    throw error
  } finally {
    timer.abort()
  }
}
