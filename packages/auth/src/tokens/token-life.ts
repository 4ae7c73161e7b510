import type { TokenSet } from './token-set.ts'

/** How far a token is on its way. */
export type Phase =
  /** Serve it. */
  | 'fresh'
  /** Serve it, and get the next one meanwhile. */
  | 'stale'
  /** Wait for the next one. */
  | 'expired'

/** When a token passes from one phase to the next, in milliseconds since the Unix epoch. */
export interface TokenLife {
  readonly staleAt: number
  readonly expiresAt: number
}

const longestMarginMs = 300_000
const longestLifeMs = 365 * 86_400_000

/**
 * When to refresh a token: ahead of its end by a tenth of its life, 5 minutes at most, and by up to half of that again
 * so that a fleet started at one time does not refresh at one time. A longer margin would refresh needlessly often, none
 * would let requests meet an expired token.
 *
 * @param random - a number from 0 up to 1.
 */
export function tokenLife({ obtainedAt, lifeMs }: TokenSet, random: number): TokenLife {
  // Of unknown life: used until the server turns it away.
  if (lifeMs === undefined) return { staleAt: Number.POSITIVE_INFINITY, expiresAt: Number.POSITIVE_INFINITY }
  const marginMs = Math.min(longestMarginMs, lifeMs / 10)
  const expiresAt = obtainedAt + lifeMs
  return { staleAt: expiresAt - marginMs * (1 + random / 2), expiresAt }
}

/** The phase of a token at a moment. */
export function phaseAt({ staleAt, expiresAt }: TokenLife, now: number): Phase {
  if (now < staleAt) return 'fresh'
  return now < expiresAt ? 'stale' : 'expired'
}

/**
 * A token's life in milliseconds as `expires_in` says it (RFC 6749, 5.1): servers send it as a number, as text, negative
 * or astronomically large. Kept between 0 and a year, so that no timer or sum overflows; `undefined` where it says nothing.
 */
export function lifeFrom(expiresIn: unknown): number | undefined {
  const written = typeof expiresIn === 'string' ? textAsNumber(expiresIn) : expiresIn
  if (typeof written !== 'number' || Number.isNaN(written)) return undefined
  return Math.min(Math.max(written * 1000, 0), longestLifeMs)
}

function textAsNumber(text: string): number | undefined {
  return /^-?\d{1,20}(?:\.\d{1,10})?$/.test(text.trim()) ? Number(text) : undefined
}
