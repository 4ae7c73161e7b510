import { ratios } from '../statistics/pairs.ts'
import { quantile, type Spread, spread } from '../statistics/spread.ts'
import type { SlicePair } from './measure-speed.ts'

/** What one contender costs in one case. */
export interface SpeedRow {
  readonly case: string
  readonly contender: string
  /** Microseconds of processor time for each call. */
  readonly cpuUs: Spread
  /** The same in the quietest tenth of the slices. */
  readonly cpuUsP10: number
  /** Processor time over the neighbouring slice of `fetch`. */
  readonly overFetch: Spread
  /** `overFetch` over that of `undici.request` in the same round. */
  readonly overUndici: Spread | undefined
  /** Medians over the slices. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly perSecond: number
}

/** Sums pairs up, case by case and contender by contender. */
export function speedRows(pairs: readonly SlicePair[]): SpeedRow[] {
  const groups = Map.groupBy(pairs, (pair) => `${pair.case} ${pair.contender}`)
  return [...groups.values()].map((group) => {
    const { case: name = '', contender = '' } = group[0] ?? {}
    const cpu = group.map(({ cost }) => cost.cpuUs)
    return {
      case: name,
      contender,
      cpuUs: spread(cpu),
      cpuUsP10: quantile(
        cpu.toSorted((a, b) => a - b),
        0.1,
      ),
      overFetch: spread(ratios(cpuPairs(group))),
      overUndici: overUndici(group, groups.get(`${name} undici`)),
      p50Ms: spread(group.map(({ cost }) => cost.p50Ms)).median,
      p99Ms: spread(group.map(({ cost }) => cost.p99Ms)).median,
      perSecond: spread(group.map(({ cost }) => cost.perSecond)).median,
    }
  })
}

function cpuPairs(group: readonly SlicePair[]) {
  return group.map(({ cost, yardstick }) => ({ contender: cost.cpuUs, yardstick: yardstick.cpuUs }))
}

function overUndici(
  group: readonly SlicePair[],
  undici: readonly SlicePair[] | undefined,
): Spread | undefined {
  if (undici === undefined) return undefined
  const reference = new Map(undici.map((pair) => [pair.round, ratios(cpuPairs([pair]))[0] ?? 0]))
  return spread(
    ratios(
      group.map((pair) => ({
        contender: ratios(cpuPairs([pair]))[0] ?? 0,
        yardstick: reference.get(pair.round) ?? 0,
      })),
    ),
  )
}
