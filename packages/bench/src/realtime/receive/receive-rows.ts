import { ratios } from '../../statistics/pairs.ts'
import { type Spread, spread } from '../../statistics/spread.ts'
import { bare, realtimeContenders, sameFrames } from '../contenders/realtime-contenders.ts'
import type { ReceiveSample } from './measure-receive.ts'

/** What a message costs one contender. */
export interface ReceiveRow {
  readonly contender: string
  /** Microseconds of processor time for each message. */
  readonly cpuUs: Spread
  /** Processor time over that of `ws` and `JSON.parse` in the same round. */
  readonly overWs: Spread | undefined
  /** The same over `ws` and `JSON.parse` of the very frames that the contender gets, where they can read them. */
  readonly overSameFrames: Spread | undefined
  /** Median over the rounds. */
  readonly perSecond: number
}

/** Sums samples up, contender by contender. */
export function receiveRows(samples: readonly ReceiveSample[]): ReceiveRow[] {
  const byContender = Map.groupBy(samples, ({ contender }) => contender)
  return [...byContender].map(([contender, own]) => {
    const wire = realtimeContenders.find(({ name }) => name === contender)?.wire ?? ''
    return {
      contender,
      cpuUs: spread(own.map(({ cpuUs }) => cpuUs)),
      overWs: over(own, byContender.get(bare.name)),
      overSameFrames: over(own, byContender.get(sameFrames[wire] ?? '')),
      perSecond: spread(own.map(({ perSecond }) => perSecond)).median,
    }
  })
}

function over(
  own: readonly ReceiveSample[],
  yardstick: readonly ReceiveSample[] | undefined,
): Spread | undefined {
  if (yardstick === undefined) return undefined
  const costs = new Map(yardstick.map(({ round, cpuUs }) => [round, cpuUs]))
  return spread(
    ratios(own.map(({ round, cpuUs }) => ({ contender: cpuUs, yardstick: costs.get(round) ?? 0 }))),
  )
}
