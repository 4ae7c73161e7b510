/** Something to measure. */
export interface Contender {
  readonly name: string
  /** Does it so many times. */
  readonly run: (times: number) => void | Promise<void>
}

/** How one contender did, against the first. */
export interface Result {
  readonly name: string
  /** Microseconds of CPU time for one time, the median of all rounds. */
  readonly microseconds: number
  /** Speed as a part of the first one's, round by round: lower quartile, median, upper quartile. */
  readonly ratio: readonly [lower: number, median: number, upper: number]
}

/**
 * Measures CPU time in rounds that take turns, each contender in a new order: a machine that is busy for a while is busy
 * for all of them.
 *
 * @param contenders - the first is what the others are compared with.
 * @param times - how often each does it in one round.
 */
export async function measure(
  contenders: readonly Contender[],
  rounds: number,
  times: number,
): Promise<Result[]> {
  const taken = contenders.map((): number[] => [])
  for (const { run } of contenders) await run(times)
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const index = (turn + round) % contenders.length
      const before = process.cpuUsage()
      await contenders[index]?.run(times)
      const { user, system } = process.cpuUsage(before)
      taken[index]?.push((user + system) / times)
    }
  }
  return contenders.map(({ name }, index) => {
    const mine = taken[index] ?? []
    const ratios = mine.map((time, round) => (taken[0]?.[round] ?? 0) / time)
    return {
      name,
      microseconds: quantile(mine, 0.5),
      ratio: [quantile(ratios, 0.25), quantile(ratios, 0.5), quantile(ratios, 0.75)],
    }
  })
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN
}
