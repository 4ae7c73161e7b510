import { english, hopelessCodes } from './english.ts'

/** What the SDK needs to know of a code when it meets one. */
export interface KnownCode {
  /** One sentence, in English, that says what to do. */
  readonly remedy: string
  /** HTTP status it comes with; `undefined` for the SDK's own codes, which no server sends. */
  readonly status: number | undefined
  /** No waiting mends it, whatever its status says. */
  readonly hopeless: boolean
}

/**
 * Looks a code up.
 *
 * @param code - a machine code, as `USERNAME_TAKEN`.
 * @returns `undefined` for a code the catalogue does not hold: newer servers have newer codes.
 * @example
 * ```ts
 * import { knownCode } from '@veza/resilience/codes'
 *
 * console.log(knownCode('USERNAME_TAKEN')?.remedy)
 * ```
 */
export function knownCode(code: string): KnownCode | undefined {
  const row = english.find(([name]) => name === code)
  return row && { remedy: row[2], status: row[1] || undefined, hopeless: hopelessCodes.includes(code) }
}

/**
 * The general code of an HTTP status, for the guide's numeric codes and for answers that bring none.
 *
 * @param status - HTTP status of a failure.
 * @example
 * ```ts
 * import { codeForStatus } from '@veza/resilience/codes'
 *
 * console.log(codeForStatus(404)) // NOT_FOUND
 * console.log(codeForStatus(418)) // HTTP_418
 * ```
 */
export function codeForStatus(status: number): string {
  return english.find((row) => row[1] === status && general.includes(row[0]))?.[0] ?? `HTTP_${status}`
}

const general: readonly string[] = [
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'VALIDATION_ERROR',
  'RATE_LIMIT_EXCEEDED',
  'INTERNAL_SERVER_ERROR',
]
