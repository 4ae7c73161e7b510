/** Reads a header by its lower-case name; `Headers.get` does. */
export type HeaderReader = (name: string) => string | null | undefined

/** A reset further away than this is a Unix time, not a number of seconds. */
const longestDeltaS = 1_000_000_000

const httpDate = /^\s*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? .*\d\d:\d\d:\d\d/i

/**
 * How long a server asks to wait: `retry-after-ms`, `Retry-After` (seconds or HTTP date, RFC 9110), then
 * `RateLimit-Reset` and `X-RateLimit-Reset` (seconds from now, or Unix seconds) where nothing is left of the limit.
 *
 * @param header - reads a header.
 * @param now - milliseconds since the Unix epoch.
 * @returns milliseconds, 0 or more and finite; `undefined` where the server does not say, or not readably.
 * @example
 * ```ts
 * import { retryAfterMs } from '@veza/resilience'
 *
 * const headers = new Headers({ 'retry-after': '2' })
 * console.log(retryAfterMs((name) => headers.get(name), Date.now())) // 2000
 * ```
 */
export function retryAfterMs(header: HeaderReader, now: number): number | undefined {
  return (
    decimal(header('retry-after-ms')) ??
    seconds(header('retry-after')) ??
    untilDate(header('retry-after'), now) ??
    untilReset(header, now)
  )
}

function decimal(text: string | null | undefined): number | undefined {
  return text != null && /^\s*\d+(?:\.\d+)?\s*$/.test(text)
    ? Math.min(Number(text), Number.MAX_SAFE_INTEGER)
    : undefined
}

function seconds(text: string | null | undefined): number | undefined {
  const value = decimal(text)
  return value === undefined ? undefined : Math.min(value * 1000, Number.MAX_SAFE_INTEGER)
}

function untilDate(text: string | null | undefined, now: number): number | undefined {
  // `Date.parse` reads "-5", "12 apples" and "try 9999" as dates too.
  if (text == null || !httpDate.test(text)) return undefined
  // The third of RFC 9110's forms names no zone, and means GMT.
  const date = Date.parse(/ \d{4}\s*$/.test(text) ? `${text.trim()} GMT` : text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

function untilReset(header: HeaderReader, now: number): number | undefined {
  // "RateLimit: limit=100, remaining=0, reset=30" (draft 7) and "…;r=0;t=30" (draft 8 and later).
  const combined = header('ratelimit')
  const inCombined = (name: string) => combined?.match(new RegExp(`\\b${name}=(\\d+)`))?.[1]
  const left =
    header('ratelimit-remaining') ??
    header('x-ratelimit-remaining') ??
    inCombined('remaining') ??
    inCombined('r')
  if (decimal(left) !== 0) return undefined
  const reset = decimal(
    header('ratelimit-reset') ?? header('x-ratelimit-reset') ?? inCombined('reset') ?? inCombined('t'),
  )
  if (reset === undefined) return undefined
  if (reset <= longestDeltaS) return reset * 1000
  // Some servers write the Unix time in milliseconds.
  const resetMs = reset > longestDeltaS * 100 ? reset : reset * 1000
  return Math.max(0, Math.min(resetMs, Number.MAX_SAFE_INTEGER) - now)
}
