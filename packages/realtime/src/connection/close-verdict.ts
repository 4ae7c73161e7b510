import { closeCodes } from '@veza/protocol/realtime'
import { retryAfterMs } from '@veza/resilience'
import type { SocketEnd } from '../socket/socket.ts'

/** What to do about a connection that has ended. */
export interface CloseVerdict {
  /** `'reconnect'`; `'refresh'` the token, once, and reconnect; `'fail'` for good. */
  readonly action: 'reconnect' | 'refresh' | 'fail'
  /** What the server asks to wait, in milliseconds. */
  readonly minDelayMs?: number
}

const byCode: Readonly<Record<number, CloseVerdict['action']>> = {
  [closeCodes.policyViolation]: 'refresh',
  [closeCodes.authenticationTimeout]: 'refresh',
  [closeCodes.forbidden]: 'fail',
}

const byStatus: Readonly<Record<number, CloseVerdict['action']>> = {
  401: 'refresh',
  403: 'fail',
  404: 'fail',
  410: 'fail',
}

/**
 * The verdict on a connection that has ended: the table of close codes in `docs/realtime/protocol.md`.
 *
 * @param end - how it ended.
 * @param now - milliseconds since the Unix epoch, for a `Retry-After` that is a date.
 */
export function closeVerdict({ code, reason, status, retryAfter }: SocketEnd, now: number): CloseVerdict {
  const action = (status === undefined ? byCode[code] : byStatus[status]) ?? 'reconnect'
  const asked = reason.match(/\bretry_after_ms=(\d{1,9})\b/)?.[1]
  const minDelayMs =
    asked === undefined
      ? retryAfterMs((name) => (name === 'retry-after' ? (retryAfter ?? null) : null), now)
      : Number(asked)
  return { action, ...(minDelayMs !== undefined && { minDelayMs }) }
}
