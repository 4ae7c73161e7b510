import { Refused } from '../refusals/refused.ts'

/**
 * Refuses what was signed too long ago, and what claims to be signed in the future: a window open on one side is as wide
 * as whoever signs wants it.
 *
 * @param ms - when it was signed, in milliseconds since the Unix epoch; `NaN` is refused.
 * @param stepMs - how exact that is.
 */
export function checkTime(ms: number, nowMs: number, toleranceMs: number, stepMs: number): void {
  if (Number.isNaN(ms)) throw new Refused('WEBHOOK_TIMESTAMP_INVALID')
  const age = Math.floor(nowMs / stepMs) * stepMs - ms
  if (age > toleranceMs) throw new Refused('WEBHOOK_TIMESTAMP_TOO_OLD', String(toleranceMs))
  if (-age > toleranceMs) throw new Refused('WEBHOOK_TIMESTAMP_TOO_NEW', String(toleranceMs))
}
