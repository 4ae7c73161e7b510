import type { StandardSchema } from '../verify/standard-schema.ts'

/**
 * What a field of business asks of its webhooks (guide: external-services.md, "Hooks métier & sectorisation"): which
 * events are complete, and what of them may stand in a log. A plain object: write your own for a field of your own.
 *
 * @example
 * ```ts
 * import type { Sector } from '@veza/webhooks/sectors'
 *
 * const logistics: Sector = { name: 'logistics', anonymise: () => ({}) }
 * console.log(logistics.name)
 * ```
 */
export interface Sector {
  /** Names it in logs: `health`. */
  readonly name: string
  /** Checks an event after its signature; what it returns is passed on. @defaultValue every event is complete */
  readonly schema?: StandardSchema<unknown>
  /** Makes of an event what a log may hold: nobody must be found by it. */
  readonly anonymise: (event: unknown) => unknown
}

/** How a sector of this package is adapted. */
export interface SectorOptions {
  /**
   * Secret key of pseudonyms: with it, the ids of people become pseudonyms that are the same in every line of the log,
   * and that nobody without the key can turn back. At least 16 bytes.
   *
   * @defaultValue none: ids are left out
   */
  readonly pseudonymKey?: string
  /** Names of further fields whose values may stand in a log, where they are codes without spaces. @defaultValue none */
  readonly keep?: readonly string[]
  /** Checks events instead of the sector's own schema; `false` checks nothing. @defaultValue the sector's */
  readonly schema?: StandardSchema<unknown> | false
}
