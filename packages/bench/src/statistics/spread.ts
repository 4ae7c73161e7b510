/** Where the middle of some measurements lies, and how far they scatter. */
export interface Spread {
  readonly median: number
  /** The quartiles: half of the measurements lie between them. */
  readonly q1: number
  readonly q3: number
  /** How many measurements there were. */
  readonly count: number
}

/** Sums measurements up. Without any, all of it is `NaN`. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  return {
    median: quantile(sorted, 0.5),
    q1: quantile(sorted, 0.25),
    q3: quantile(sorted, 0.75),
    count: sorted.length,
  }
}

/** The value below which a share of sorted measurements lies, interpolated between neighbours. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share
  const below = Math.floor(position)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[Math.ceil(position)] ?? Number.NaN
  return low + (high - low) * (position - below)
}
