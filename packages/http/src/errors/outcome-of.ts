import { ConnectionError, isVezaError, type Outcome } from '@veza/resilience'

/**
 * How an attempt ended, for the retry verdict.
 *
 * @param error - what it threw.
 * @param sent - whether the request had been handed to the transport.
 */
export function outcomeOf(error: unknown, sent: boolean): Outcome {
  if (error instanceof ConnectionError) return { type: 'network', sent: error.code !== 'CONNECTION_FAILED' }
  if (isVezaError(error)) {
    const { status, retryAfterMs, retryable } = error
    // A 429 that no waiting mends, as a used-up quota.
    const hopeless = status === 429 && !retryable
    return status === undefined || hopeless
      ? { type: 'final', sent: sent && !hopeless }
      : { type: 'response', status, retryAfterMs }
  }
  // A middleware's own error says itself whether another attempt is worth it.
  const marked =
    typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === true
  return { type: marked ? 'network' : 'final', sent }
}
