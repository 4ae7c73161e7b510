import type { WireObject } from '../model/model.ts'

/** Whether `value` is a JSON object: not null, not a list. */
export function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first of `keys` that holds a finite, non-negative number (or its digits). */
export function firstNumber(from: WireObject, ...keys: string[]): number | undefined {
  for (const key of keys) {
    const value = from[key]
    const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    if (typeof count === 'number' && Number.isFinite(count) && count >= 0) return count
  }
  return undefined
}

/** The first of `keys` that holds a text with something in it. */
export function firstText(from: WireObject, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const value = from[key]
    if (typeof value === 'string' && value.trim() !== '') return value
  }
  return undefined
}
