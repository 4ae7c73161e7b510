/** How refresh tokens behave when they are used. */
export type RotationPolicy =
  /** Each use gives another one; a token that is used twice ends the whole session. */
  | 'strict'
  /** As `strict`, but for a moment the one before still works: an answer may have been lost. */
  | 'grace'
  /** The same one works until the session ends. */
  | 'none'

/** How tokens of the platform behave: those of its authorization server, and those of password logins. */
export interface TokenOptions {
  /** @defaultValue 'strict' */
  readonly rotation?: RotationPolicy
  /** How long a refresh token works after its first use, for `rotation: 'grace'`, in milliseconds. @defaultValue 10,000 */
  readonly graceMs?: number
  /** How long access tokens live, in milliseconds; whole seconds. @defaultValue 3,600,000 (an hour) */
  readonly accessTokenLifeMs?: number
  /** How long refresh tokens live, in milliseconds; whole seconds. @defaultValue 1,209,600,000 (14 days) */
  readonly refreshTokenLifeMs?: number
  /** Whether DPoP proofs must carry a nonce of the server's (RFC 9449, 8). @defaultValue false */
  readonly dpopNonce?: boolean
}

/** Token options with their defaults. */
export type TokenPolicy = Required<TokenOptions>

const hour = 3_600_000

/** Fills in the defaults. */
export function tokenPolicy(options: TokenOptions): TokenPolicy {
  return {
    rotation: 'strict',
    graceMs: 10_000,
    accessTokenLifeMs: hour,
    refreshTokenLifeMs: 14 * 24 * hour,
    dpopNonce: false,
    ...options,
  }
}

const isLife = (value: unknown) => Number.isInteger(value) && Number(value) >= 1000

const checks: Readonly<Record<keyof TokenOptions, (value: unknown) => boolean>> = {
  rotation: (value) => value === 'strict' || value === 'grace' || value === 'none',
  graceMs: (value) => typeof value === 'number' && value >= 0,
  accessTokenLifeMs: isLife,
  refreshTokenLifeMs: isLife,
  dpopNonce: (value) => typeof value === 'boolean',
}

/** The names of the options, for whoever wrote another. */
export const tokenOptionNames = Object.keys(checks).join(', ')

/** Whether a value is {@link TokenOptions}. */
export function isTokenOptions(value: unknown): value is TokenOptions {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(
      ([name, one]) => Object.hasOwn(checks, name) && checks[name as keyof TokenOptions](one),
    )
  )
}
