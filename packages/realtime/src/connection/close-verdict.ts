import { retryAfterMs } from '@veza/resilience'
import type { SocketEnd } from '../socket/socket.ts'
import { type CloseAction, closeActions } from './close-actions.ts'

/** What to do about a connection that has ended. */
export interface CloseVerdict {
  readonly action: CloseAction
  /** What the server asks to wait, in milliseconds. */
  readonly minDelayMs?: number
}

const byStatus: Readonly<Record<number, CloseAction>> = {
  401: 'refresh',
  403: 'fail',
  404: 'fail',
  410: 'fail',
}

/**
 * The verdict on a connection that has ended: by the table of close codes, or by the status of a handshake that was refused.
 *
 * @param end - how it ended.
 * @param now - milliseconds since the Unix epoch, for a `Retry-After` that is a date.
 */
export function closeVerdict({ code, reason, status, retryAfter }: SocketEnd, now: number): CloseVerdict {
  const action = (status === undefined ? closeActions[code] : byStatus[status]) ?? 'reconnect'
  const asked = reason.match(/\bretry_after_ms=(\d{1,9})\b/)?.[1]
  const minDelayMs =
    asked === undefined
      ? retryAfterMs((name) => (name === 'retry-after' ? (retryAfter ?? null) : null), now)
      : Number(asked)
  return { action, ...(minDelayMs !== undefined && { minDelayMs }) }
}
