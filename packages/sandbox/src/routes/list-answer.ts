import type { WireObject } from '@veza/protocol'
import type { Context } from 'hono'
import { invalidFields } from './api-failure.ts'
import type { Env } from './route.ts'

const defaultLimit = 50
const largestLimit = 100

/** One numbered page of `rows`, in the guide's envelope. */
export function listAnswer(c: Context<Env>, rows: readonly WireObject[]): Response {
  const page = wholeNumber(c, 'page', 1, Number.MAX_SAFE_INTEGER)
  const limit = pageLimit(c)
  const start = (page - 1) * limit
  const total = rows.length
  const meta = { page, per_page: limit, total, total_pages: Math.ceil(total / limit) }
  return c.json({ data: rows.slice(start, start + limit), meta })
}

/** The `limit` of a list. */
export function pageLimit(c: Context<Env>): number {
  return wholeNumber(c, 'limit', defaultLimit, largestLimit)
}

/**
 * A whole number of the query.
 *
 * @throws ApiFailure 422
 */
export function wholeNumber<D>(
  c: Context<Env>,
  name: string,
  absent: D,
  largest: number,
  least = 1,
): number | D {
  const text = c.req.query(name)
  if (text === undefined) return absent
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= largest) return value
  const message = `should be a whole number from ${least} to ${largest}`
  throw invalidFields([{ field: name, code: 'VALIDATION_INVALID_FORMAT', message }])
}

/** The rows whose `field` is what the query asks for, or all where it does not ask. */
export function filtered(
  c: Context<Env>,
  rows: readonly WireObject[],
  ...fields: readonly string[]
): readonly WireObject[] {
  return fields.reduce((left, field) => {
    const wanted = c.req.query(field)
    return wanted === undefined ? left : left.filter((row) => String(row[field]) === wanted)
  }, rows)
}
