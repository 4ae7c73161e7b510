/** What a contender is to the comparison. */
type Kind = 'ours' | 'yardstick' | 'runtime' | 'client' | 'sdk'

/** One library that is measured. */
export interface Contender {
  /** Name on the command line, and of its adapter in `peers/contenders`. */
  readonly name: string
  /** Name in the tables. */
  readonly label: string
  readonly kind: Kind
  /** Its package; the runtime's own `fetch` has none. */
  readonly package?: string
  /** Whether its calls take an AbortSignal. */
  readonly signal: boolean
  /** A one-line program, to see what its types cost. */
  readonly program?: string
}

/** Whether a contender needs what `peers/package.json` installs. */
export function isPeer({ kind }: Contender): boolean {
  return kind !== 'ours' && kind !== 'yardstick'
}
