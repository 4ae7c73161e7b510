/** How an attempt ended, as far as trying again is concerned. */
export type Outcome =
  | {
      /** An answer came. */
      readonly type: 'response'
      readonly status: number
      /** What the answer asks to wait, in milliseconds. */
      readonly retryAfterMs?: number | undefined
      /**
       * Whether a 503 says by a Retry-After header that it turned the request away undone.
       *
       * @defaultValue whether `retryAfterMs` is given
       */
      readonly refused?: boolean
    }
  | {
      /** No answer, or only the start of one. */
      readonly type: 'network'
      /** Whether the request may have reached the server: `false` only if the connection never stood. */
      readonly sent: boolean
    }
  | {
      /** Any other end that no repeat mends: aborted by the caller, out of time, refused before it was sent. */
      readonly type: 'final'
      /** Whether the request may have reached the server. */
      readonly sent: boolean
    }

/** Whether to try again. */
export interface Verdict {
  readonly retry: boolean
  /** The server may have done the work: a repeat could double it. */
  readonly ambiguous: boolean
  /** What the server asks to wait at least, in milliseconds. */
  readonly minDelayMs?: number | undefined
}

const retriedStatuses: readonly number[] = [408, 425, 429, 500, 502, 503, 504]

/**
 * Whether a failed attempt is worth another (design: rule 2). An attempt that may have reached the server is repeated
 * only where repeating does no harm; one that surely did nothing (never connected, 429, 503 with Retry-After) always.
 *
 * @param outcome - how the attempt ended.
 * @param repeatable - whether the request may be done twice without harm: GET, HEAD, PUT, DELETE, or a request whose
 * idempotency key the server is known to honour.
 * @example
 * ```ts
 * import { verdict } from '@veza/resilience'
 *
 * console.log(verdict({ type: 'response', status: 503 }, true).retry) // true
 * console.log(verdict({ type: 'response', status: 503 }, false).retry) // false: the work may have been done
 * ```
 */
export function verdict(outcome: Outcome, repeatable: boolean): Verdict {
  if (outcome.type !== 'response') {
    const retry = outcome.type === 'network' && (repeatable || !outcome.sent)
    return { retry, ambiguous: outcome.sent && !repeatable }
  }
  const { status, retryAfterMs } = outcome
  const { refused: turnedAway = retryAfterMs !== undefined } = outcome
  const refused = status === 429 || (status === 503 && turnedAway)
  const untouched = refused || (status >= 400 && status < 500)
  return {
    retry: retriedStatuses.includes(status) && (repeatable || refused),
    ambiguous: !untouched && !repeatable,
    minDelayMs: retryAfterMs,
  }
}
