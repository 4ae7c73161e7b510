const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i

/**
 * The date that an RFC 3339 time names; `undefined` where the text is no such time.
 *
 * What `utcDate` cannot read is left to `Date`.
 */
export function dateOf(text: string): Date | undefined {
  const usual = utcDate(text)
  if (usual !== undefined || !rfc3339.test(text)) return usual
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? undefined : date
}

const minus = 0x2d
const point = 0x2e
const zero = 0x30
const nine = 9
const colon = 0x3a
const letterT = 0x54
const letterZ = 0x5a

/**
 * The date of a time as platforms write it: `2024-01-31T12:00:00Z`, with up to nine digits of a fraction. `undefined`
 * for anything else; otherwise the same as `new Date(text)`, which takes three times as long, and would be most of what
 * it costs to read a resource.
 *
 * Written out, and with few branches, for that speed. `^ zero` gives the value of a digit, and more than nine for any
 * other character. Numbers joined by `|` are below zero where one of them is. The range of a pair bounds its first digit.
 */
export function utcDate(text: string): Date | undefined {
  const end = text.length - 1
  if (end < 19 || end > 29) return undefined
  const y1 = text.charCodeAt(1) ^ zero
  const y2 = text.charCodeAt(2) ^ zero
  const y3 = text.charCodeAt(3) ^ zero
  const m1 = text.charCodeAt(6) ^ zero
  const d1 = text.charCodeAt(9) ^ zero
  const h1 = text.charCodeAt(12) ^ zero
  const i1 = text.charCodeAt(15) ^ zero
  const s1 = text.charCodeAt(18) ^ zero
  const year = (text.charCodeAt(0) ^ zero) * 1000 + y1 * 100 + y2 * 10 + y3
  const month = (text.charCodeAt(5) ^ zero) * 10 + m1
  const day = (text.charCodeAt(8) ^ zero) * 10 + d1
  const hour = (text.charCodeAt(11) ^ zero) * 10 + h1
  const minute = (text.charCodeAt(14) ^ zero) * 10 + i1
  const second = (text.charCodeAt(17) ^ zero) * 10 + s1
  const ms = end === 19 ? 0 : milliseconds(text, end)
  const marks =
    (text.charCodeAt(4) ^ minus) |
    (text.charCodeAt(7) ^ minus) |
    (text.charCodeAt(10) ^ letterT) |
    (text.charCodeAt(13) ^ colon) |
    (text.charCodeAt(16) ^ colon) |
    (text.charCodeAt(end) ^ letterZ)
  const digits =
    (nine - y1) |
    (nine - y2) |
    (nine - y3) |
    (nine - m1) |
    (nine - d1) |
    (nine - h1) |
    (nine - i1) |
    (nine - s1)
  const ranges =
    (year - 1) |
    (9999 - year) |
    (month - 1) |
    (12 - month) |
    (day - 1) |
    (31 - day) |
    (23 - hour) |
    (59 - minute)
  if (marks !== 0 || (digits | ranges | (59 - second) | ms) < 0) return undefined
  if (day > 28 && day > daysOf(month, year)) return undefined
  const clock = hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
  return new Date(daysSince1970(year, month, day) * 86_400_000 + clock)
}

/** Of the fraction before `end`: further digits are dropped, as `Date` drops them. Below zero where it is none. */
function milliseconds(text: string, end: number): number {
  if (text.charCodeAt(19) !== point || end === 20) return -1
  let ms = 0
  let weight = 100
  for (let at = 20; at < end; at++) {
    const digit = text.charCodeAt(at) ^ zero
    if (digit > nine) return -1
    ms += digit * weight
    weight = (weight / 10) | 0
  }
  return ms
}

function daysOf(month: number, year: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** Counts in years that begin in March: their leap day comes last. */
function daysSince1970(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1
  const months = month > 2 ? month - 3 : month + 9
  const centuries = (years / 100) | 0
  const leapDays = (years >> 2) - centuries + (centuries >> 2)
  return years * 365 + leapDays + (((153 * months + 2) / 5) | 0) + day - 719_469
}
