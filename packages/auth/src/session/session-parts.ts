import type { Clock } from '@veza/resilience'
import type { AuthRequest, HeaderRecord, Rejection } from '../authenticator.ts'
import type { TokenStore } from '../stores/token-store.ts'
import type { TokenSet } from '../tokens/token-set.ts'

/** How a session gets new tokens. Both ways throw a VezaError; `AUTH_GRANT_REFUSED` says that the grant is void. */
export interface Exchange {
  /** By the refresh token. */
  readonly refresh?: ((refreshToken: string, signal: AbortSignal) => Promise<TokenSet>) | undefined
  /** By a credential that is at hand: client credentials, an assertion, a password. */
  readonly mint?: ((signal: AbortSignal) => Promise<TokenSet>) | undefined
  /** Ends a grant at the server. */
  readonly revoke?: ((tokens: TokenSet, signal: AbortSignal) => Promise<void>) | undefined
}

/** How a session behaves. */
export interface SessionTiming {
  /** How long one refresh may take in all, with its retries, in milliseconds. */
  readonly refreshTimeoutMs: number
  /** How soon after a refresh the next may begin, in milliseconds: against servers whose tokens are born expired. */
  readonly minRefreshIntervalMs: number
}

/** What a session is made of. */
export interface SessionParts {
  /** What the store knows its grant by. */
  readonly key: string
  readonly store: TokenStore
  readonly exchange: Exchange
  /** Puts a DPoP-bound token into headers; a bearer token needs no help. */
  readonly present?: ((tokens: TokenSet, request: AuthRequest) => Promise<HeaderRecord>) | undefined
  /** Learns from a rejection; `true` where that alone makes another attempt worth it. */
  readonly learn?: ((rejection: Rejection, rejected: HeaderRecord) => boolean) | undefined
  readonly timing: SessionTiming
  readonly clock: Clock
  readonly random: () => number
}
