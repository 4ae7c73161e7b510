import { TimeoutError } from '@veza/resilience'
import { type CallState, owned } from './call-state.ts'

/** The error for a call whose time is up as a whole. */
export function outOfTime(call: CallState): TimeoutError {
  const error = new TimeoutError('The time for the whole call is used up', {
    code: 'TIMEOUT',
    retryable: true,
    remedy: 'Try again, or raise totalTimeoutMs.',
  })
  return owned(call, error)
}
