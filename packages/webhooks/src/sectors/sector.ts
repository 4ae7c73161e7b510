import type { StandardSchema } from '../verify/standard-schema.ts'

/**
 * What a field of business asks of its webhooks (guide: external-services.md, "Hooks métier & sectorisation"): which
 * events are complete, and what of them may stand in a log. A plain object: write your own for a field of your own.
 */
export interface Sector {
  /** Names it in logs: `health`. */
  readonly name: string
  /** Checks an event after its signature; what it returns is passed on. @defaultValue every event is complete */
  readonly schema?: StandardSchema<unknown>
  /** Makes of an event what a log may hold: nobody must be found by it. */
  readonly anonymise: (event: unknown) => unknown
}
