import type { VezaError } from '@veza/resilience'
import type { SessionLostReason } from '../errors/sign-in-errors.ts'

/** What happens to a session. Told after its state has settled, and without any token. */
export type SessionEvent =
  /** New tokens came from the authorization server. */
  | { readonly type: 'refreshed' }
  /** Another process, or another session object, had refreshed already. */
  | { readonly type: 'adopted' }
  /** A refresh failed; the session goes on, and the next try is not before `retryInMs`. */
  | { readonly type: 'refresh-failed'; readonly error: VezaError; readonly retryInMs: number }
  /** New tokens could not be saved: they are in memory only until `saved`. Look into it before the program ends. */
  | { readonly type: 'save-failed'; readonly error: unknown }
  | { readonly type: 'saved' }
  | { readonly type: 'signed-in' }
  /** Only signing in again helps. */
  | { readonly type: 'lost'; readonly reason: SessionLostReason }

/** Told what happens to a session. What it throws is ignored; what it returns is not waited for. */
export type SessionListener = (event: SessionEvent) => unknown
