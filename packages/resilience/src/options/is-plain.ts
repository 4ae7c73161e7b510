/**
 * Whether the value is an object as `{ … }` makes it: a `Headers`, `Map` or list shows its entries to nobody.
 *
 * @example
 * ```ts
 * import { isPlain } from '@veza/resilience/options'
 *
 * console.log(isPlain({ limit: 5 }), isPlain(new Headers())) // true false
 * ```
 */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Of any realm: a plain object's prototype has none itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
