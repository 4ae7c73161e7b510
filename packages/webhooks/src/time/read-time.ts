import { Refused } from '../refusals/refused.ts'

/** How a time is written: Unix seconds, Unix milliseconds or RFC 3339. */
export type TimeUnit = 's' | 'ms' | 'rfc3339'

/**
 * Milliseconds since the Unix epoch. A fixed number of digits is asked for: where time and body are signed without
 * anything between them, a digit could otherwise be moved from one to the other.
 */
export function readTime(text: string, unit: TimeUnit): number {
  if (unit === 's' && /^\d{10}$/.test(text)) return Number(text) * 1000
  if (unit === 'ms' && /^\d{13}$/.test(text)) return Number(text)
  const [, instant] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z$/.exec(text) ?? []
  const ms = unit === 'rfc3339' && instant !== undefined ? Date.parse(`${instant}Z`) : Number.NaN
  if (Number.isNaN(ms))
    throw new Refused('WEBHOOK_TIMESTAMP_INVALID', 'the time of signing is not written as it should be')
  return ms
}

/** A time as {@link readTime} reads it. */
export function writeTime(ms: number, unit: TimeUnit): string {
  if (unit === 'ms') return String(ms)
  return unit === 's' ? String(Math.floor(ms / 1000)) : new Date(ms).toISOString()
}

/**
 * Refuses what was signed too long ago, and what claims to be signed in the future: a window open on one side is as
 * wide as whoever signs wants it.
 *
 * @param ms - when it was signed, in milliseconds since the Unix epoch.
 * @param stepMs - how exact that is.
 */
export function checkTime(ms: number, nowMs: number, toleranceMs: number, stepMs: number): void {
  const age = Math.floor(nowMs / stepMs) * stepMs - ms
  if (age > toleranceMs)
    throw new Refused('WEBHOOK_TIMESTAMP_TOO_OLD', `it was signed more than ${toleranceMs} ms ago`)
  if (-age > toleranceMs)
    throw new Refused(
      'WEBHOOK_TIMESTAMP_TOO_NEW',
      `it was signed more than ${toleranceMs} ms ahead of this clock`,
    )
}
