import { type Spread, spread } from './spread.ts'

/** A contender's measurement and the yardstick's, taken next to each other in one process. */
export interface Pair {
  readonly yardstick: number
  readonly contender: number
}

/** How many times the yardstick's cost the contender's is, pair by pair; pairs that measured nothing are left out. */
export function ratios(pairs: readonly Pair[]): number[] {
  return pairs
    .filter(({ yardstick }) => yardstick > 0)
    .map(({ yardstick, contender }) => contender / yardstick)
}

/** By how much the contender's cost is above the yardstick's, pair by pair. */
export function differences(pairs: readonly Pair[]): Spread {
  return spread(pairs.map(({ yardstick, contender }) => contender - yardstick))
}
