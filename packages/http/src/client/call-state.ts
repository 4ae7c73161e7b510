import { withOperation } from '../errors/with-operation.ts'
import type { HttpRequest } from '../exchange/middleware.ts'
import type { RequestSpec } from './request-spec.ts'

/** What the attempts of one call share. */
export interface CallState {
  /** What the call is about, for its errors. */
  readonly spec: RequestSpec
  readonly timeoutMs: number
  /** When the call must be over, in milliseconds since the Unix epoch. */
  readonly deadline: number
  /** Whether the answer's body is wanted bit by bit. */
  readonly streams: boolean
  /** The errors that this call made itself: any other may be shared with other calls, and is not written to. */
  readonly own: WeakSet<object> & { has(value: unknown): boolean }
  /** What the current attempt handed to the transport, credential included; `undefined` before it did. */
  sent: HttpRequest | undefined
  /** Whether a rejected credential has been refreshed: once is all. */
  refreshed: boolean
  /** Whether the last answer said by a Retry-After header that it turned the request away undone. */
  turnedAway: boolean
  /** Whether the body can be read only once, and has been. */
  bodySpent: boolean
  /** Whether a redirect said that the work is done, and only its outcome was left to fetch. */
  carriedOut: boolean
}

/** The state of a call that begins. */
export function newCallState(
  spec: RequestSpec,
  timeoutMs: number,
  deadline: number,
  streams: boolean,
): CallState {
  return {
    spec,
    timeoutMs,
    deadline,
    streams,
    own: new WeakSet(),
    sent: undefined,
    refreshed: false,
    turnedAway: false,
    bodySpent: false,
    carriedOut: false,
  }
}

/** Marks an error as made by the call, and says on it which call that is. */
export function owned<E>(call: CallState, error: E): E {
  if (typeof error === 'object' && error !== null) call.own.add(error)
  return withOperation(error, call.spec)
}
