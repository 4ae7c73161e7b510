import { abortError, TimeoutError } from '@veza/resilience'

/** A timer holds at most this many milliseconds; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/** How long an exchange may take, and who may stop it. */
export interface Deadline {
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  /** The error for when time is up. @defaultValue one that names `timeoutMs` */
  readonly timedOut?: (timeoutMs: number) => Error
  /** The error for when `signal` is aborted. @defaultValue `abortError(signal)` */
  readonly aborted?: (signal: AbortSignal | undefined) => Error
}

/**
 * Runs `work` until it ends, `timeoutMs` have passed or `signal` is aborted, whichever comes first. The work gets a
 * signal of its own, so that nothing stays behind on the caller's, which may live as long as the program; and it is not
 * waited for once it must stop, since a caller's `fetch` may not listen.
 *
 * @throws {@link TimeoutError} or {@link AbortError}
 */
export async function withDeadline<T>(
  { timeoutMs, signal, timedOut = tookTooLong, aborted = abortError }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw aborted(signal)
  if (timeoutMs <= 0) throw timedOut(timeoutMs)
  const controller = new AbortController()
  let stop: (error: Error) => void = () => undefined
  const stopped = new Promise<never>((_, reject) => {
    stop = (error) => {
      reject(error)
      controller.abort(error)
    }
  })
  const onAbort = () => stop(aborted(signal))
  const timer = setTimeout(() => stop(timedOut(timeoutMs)), Math.min(timeoutMs, longestTimerMs))
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work(controller.signal), stopped])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

function tookTooLong(timeoutMs: number): TimeoutError {
  return new TimeoutError(`No complete answer within ${Math.round(timeoutMs)} ms`, {
    code: 'TIMEOUT',
    retryable: true,
    remedy: 'Try again, or raise timeoutMs if the server is known to be slow.',
  })
}
