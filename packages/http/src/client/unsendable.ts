const deepest = 200

/**
 * What in a body JSON would drop, or turn into something else, without a word: an invalid date into `null`, a `Map`
 * into `{}`.
 *
 * @returns what it is, or `undefined` where all can be sent.
 */
export function unsendable(value: unknown, depth = 0): string | undefined {
  if (depth > deepest) return 'a cycle, or too many levels'
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'a number that is not finite'
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol')
    return `a ${typeof value}`
  if (typeof value !== 'object' || value === null) return undefined
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid date' : undefined
  if (Array.isArray(value)) return firstOf(value, depth)
  if ('toJSON' in value) return undefined
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    return 'an object that is not plain data'
  return firstOf(Object.values(value), depth)
}

function firstOf(values: readonly unknown[], depth: number): string | undefined {
  for (const value of values) {
    const trouble = unsendable(value, depth + 1)
    if (trouble !== undefined) return trouble
  }
  return undefined
}
