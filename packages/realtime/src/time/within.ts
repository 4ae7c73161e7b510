import { abortError, type Clock, TimeoutError } from '@veza/resilience'
import { slept } from './slept.ts'

/**
 * Does what may take so long at most; what does not heed its signal is not waited for.
 *
 * @param ms - how long, in milliseconds.
 * @param signal - ends the waiting before.
 * @param work - gets a signal that is aborted when nobody waits any more.
 * @throws {@link TimeoutError}; {@link AbortError} when `signal` is aborted; whatever the work throws
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw abortError(signal)
  const given = new AbortController()
  const timer = new AbortController()
  const outcome = Promise.withResolvers<T>()
  const giveUp = (error: Error) => {
    outcome.reject(error)
    given.abort(error)
  }
  const stop = () => giveUp(abortError(signal))
  signal.addEventListener('abort', stop, { once: true })
  work(given.signal).then(outcome.resolve, outcome.reject)
  void slept(clock, ms, timer.signal).then((late) => late && giveUp(lateError()))
  try {
    return await outcome.promise
  } finally {
    timer.abort()
    signal.removeEventListener('abort', stop)
  }
}

function lateError(): TimeoutError {
  return new TimeoutError('The credential did not come in time', {
    code: 'TIMEOUT',
    retryable: true,
    remedy: 'Look why the authenticator takes so long, or raise connectTimeoutMs.',
  })
}
