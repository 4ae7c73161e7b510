import { ConnectionError, isVezaError, type Outcome } from '@veza/resilience'
import type { CallState } from '../client/call-state.ts'

/**
 * How an attempt ended, for the retry verdict.
 *
 * @param error - what it threw.
 * @param call - what is known of the call it belongs to.
 */
export function outcomeOf(error: unknown, call: CallState): Outcome {
  const sent = call.sent !== undefined
  // What it asked for was done, and the answer to the question what became of it got lost.
  if (call.carriedOut) return { type: 'final', sent: true }
  if (!call.own.has(error)) {
    // A middleware's own error says itself whether another attempt is worth it.
    const marked =
      typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === true
    return { type: marked ? 'network' : 'final', sent }
  }
  if (error instanceof ConnectionError) {
    if (!error.retryable) return { type: 'final', sent: false }
    return { type: 'network', sent: error.code !== 'CONNECTION_FAILED' }
  }
  if (!isVezaError(error) || error.status === undefined) return { type: 'final', sent }
  const { status, retryAfterMs, retryable } = error
  // A 429 that no waiting mends, as a used-up quota.
  if (status === 429 && !retryable) return { type: 'final', sent: false }
  return { type: 'response', status, retryAfterMs, refused: call.turnedAway }
}
