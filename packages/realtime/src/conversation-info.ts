import type { VezaError } from '@veza/resilience'

/** How a conversation ended. */
export interface ClosedInfo {
  /** Why; missing where `close()` was called. */
  readonly error?: VezaError
}

/** What a conversation has done since it began. */
export interface RealtimeStats {
  /** Connections that the server accepted. */
  readonly connections: number
  /** Frames that came. */
  readonly frames: number
  /** Frames that could not be read. */
  readonly malformed: number
  /** Events that had come before, and were dropped. */
  readonly duplicates: number
  /** Gaps that history could not fill. */
  readonly gaps: number
  /** Messages that are not done with, and their bytes. */
  readonly queued: { readonly messages: number; readonly bytes: number }
}
