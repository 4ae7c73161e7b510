import { realtimeRows } from '../codes/realtime-rows.ts'

/**
 * What to do about a failure of a realtime conversation.
 *
 * @param code - a code that begins with `REALTIME_`.
 * @returns one sentence in English; `undefined` for a code the catalogue does not hold.
 * @example
 * ```ts
 * import { realtimeRemedy } from '@veza/resilience/realtime-codes'
 *
 * console.log(realtimeRemedy('REALTIME_CLOSED'))
 * ```
 */
export function realtimeRemedy(code: string): string | undefined {
  return realtimeRows.find(([name]) => name === code)?.[2]
}
