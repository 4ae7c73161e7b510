import { abortError, TimeoutError } from '@veza/resilience'

/** A timer holds at most this many milliseconds; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/**
 * Runs one attempt with a signal of its own, which ends when the time is up or the caller's signal does; nothing stays
 * behind on the caller's. The attempt is not waited for once it must stop.
 *
 * @throws TimeoutError `TIMEOUT` or AbortError `ABORTED`
 */
export async function attemptDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw abortError(signal)
  const controller = new AbortController()
  const stopped = Promise.withResolvers<never>()
  const stop = (error: Error) => {
    stopped.reject(error)
    controller.abort(error)
  }
  const onAbort = () => stop(abortError(signal))
  const timer = setTimeout(() => stop(timedOut(timeoutMs)), Math.min(timeoutMs, longestTimerMs))
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work(controller.signal), stopped.promise])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

function timedOut(timeoutMs: number): TimeoutError {
  return new TimeoutError(`The endpoint did not answer within ${Math.round(timeoutMs)} ms`, {
    code: 'TIMEOUT',
    retryable: true,
    remedy: 'Try again, or raise timeoutMs if the server is known to be slow.',
  })
}
