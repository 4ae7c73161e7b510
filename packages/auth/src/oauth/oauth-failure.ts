import {
  AuthenticationError,
  errorForStatus,
  InvalidRequestError,
  isVezaError,
  PermissionError,
  RateLimitError,
  retryAfterMs,
  ServerError,
  TimeoutError,
  type VezaError,
  type VezaErrorClass,
} from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import { causesOf } from '../exchange/causes-of.ts'
import { invalidAnswer } from '../tokens/check-token.ts'

/** The last answer of an operation, as far as errors need it. */
export interface SeenAnswer {
  readonly status: number
  readonly headers: Headers
  /** `error` of the body, where that was the protocol's. */
  readonly error: string | undefined
  readonly description: string | undefined
}

interface Kind {
  readonly as: VezaErrorClass
  readonly code: string
  readonly message: string
  readonly remedy: string
}

const grant: Kind = {
  as: AuthenticationError,
  code: 'AUTH_GRANT_REFUSED',
  message: 'The authorization server no longer accepts this grant',
  remedy: 'Sign in again, or correct the assertion or code that was sent.',
}

const client: Kind = {
  as: AuthenticationError,
  code: 'AUTH_CLIENT_REFUSED',
  message: 'The authorization server refuses this client',
  remedy: 'Check the client id and its secret, key or certificate, and how the client is registered.',
}

const denied: Kind = {
  as: PermissionError,
  code: 'AUTH_ACCESS_DENIED',
  message: 'Access was denied',
  remedy: 'Nothing to do: access was refused on purpose; ask again if that was a mistake.',
}

const late: Kind = {
  as: TimeoutError,
  code: 'AUTH_CODE_EXPIRED',
  message: 'Nobody entered the code in time',
  remedy: 'Start the sign-in again, and enter the code in time.',
}

const other: Kind = {
  as: InvalidRequestError,
  code: 'AUTH_SERVER_REFUSED',
  message: 'The authorization server refuses the request',
  remedy: 'Correct the scope, redirect URI or parameter that the message names.',
}

const kinds: Readonly<Record<string, Kind>> = {
  invalid_grant: grant,
  invalid_client: client,
  unauthorized_client: client,
  access_denied: denied,
  expired_token: late,
}

const transient: readonly string[] = ['server_error', 'temporarily_unavailable']

/**
 * What went wrong between the client and its authorization server, as an error of the SDK. The library's own errors hold
 * the whole answer, and servers repeat tokens in their descriptions: nothing of either is chained. What the server said
 * is in `details`, which is not printed.
 *
 * @param thrown - whatever came out of the library, or of the exchange under it.
 * @param answer - the last answer, if one came.
 * @param now - milliseconds since the Unix epoch.
 */
export function oauthFailure(thrown: unknown, answer: SeenAnswer | undefined, now: number): VezaError {
  const causes = causesOf(thrown)
  const own = causes.find((cause) => isVezaError(cause))
  if (isVezaError(own)) return own
  // An error that came back in the browser has no answer of its own.
  const said = answer?.error ?? causes.map((cause) => (cause as { error?: unknown }).error).find(isCode)
  const status = answer?.status ?? 0
  if (status === 429) return slowDown(answer, now)
  if (status >= 500 || (said !== undefined && transient.includes(said))) return unavailable(answer, now)
  if (said !== undefined) return refusal(kindOf(said), said, answer)
  if (status === 401) return refusal(client, undefined, answer)
  if (status >= 400) return refusal({ ...other, as: errorForStatus(status) }, undefined, answer)
  return invalidAnswer('The authorization server sent an answer that is not what the protocol says')
}

function kindOf(said: string): Kind {
  return (Object.hasOwn(kinds, said) ? kinds[said] : undefined) ?? other
}

function refusal(
  { as, code, message, remedy }: Kind,
  said: string | undefined,
  answer: SeenAnswer | undefined,
) {
  return new as(said === undefined ? message : `${message} (${said})`, {
    code,
    ...(answer === undefined ? {} : { status: answer.status }),
    remedy,
    // In a box: servers repeat there what they were sent.
    details: { error: said, description: answer?.description && new Secret(answer.description) },
  })
}

function slowDown(answer: SeenAnswer | undefined, now: number): RateLimitError {
  return new RateLimitError('The authorization server gets too many requests', {
    code: 'RATE_LIMIT_EXCEEDED',
    status: 429,
    retryable: true,
    ...waitOf(answer, now),
    remedy: 'Wait for retryAfterMs, then send fewer requests at a time.',
  })
}

function unavailable(answer: SeenAnswer | undefined, now: number): ServerError {
  const wait = waitOf(answer, now)
  return new ServerError('The authorization server failed', {
    code: 'INTERNAL_SERVER_ERROR',
    ...(answer === undefined ? {} : { status: answer.status }),
    retryable: true,
    // A 503 that names a time turned the request away; any other failure may have come after the work.
    outcomeUnknown: !(answer?.status === 503 && wait.retryAfterMs !== undefined),
    ...wait,
    remedy: 'Try again later; if it goes on, report it with the request id.',
  })
}

function waitOf(answer: SeenAnswer | undefined, now: number): { retryAfterMs?: number } {
  const ms = answer && retryAfterMs((name) => answer.headers.get(name), now)
  return ms === undefined ? {} : { retryAfterMs: ms }
}

/** Codes of the protocol are short words; anything else may be a token that strayed there. */
export function isCode(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z]{2,20}(?:_[a-z]{1,20}){0,4}$/.test(value)
}
