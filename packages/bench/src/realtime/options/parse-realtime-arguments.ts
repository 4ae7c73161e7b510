import { type Order, parseOrder } from '../../options/parse-order.ts'
import type { RealtimeContender } from '../contenders/realtime-contender.ts'
import { realtimeContenders } from '../contenders/realtime-contenders.ts'

/** The parts of the benchmark, in the order in which they run. */
export const realtimeSections = ['receive', 'memory', 'size'] as const

/** One of them. */
export type RealtimeSection = (typeof realtimeSections)[number]

/** What the command line asks for. */
export type RealtimeOrder = Order<RealtimeSection, RealtimeContender>

const usage = `pnpm bench:realtime [--rounds N] [--only NAME,…] [--quick]
  --rounds N   how often each contender receives (default 9; --quick: 1)
  --only NAME  sections (${realtimeSections.join(', ')}) and contenders (${realtimeContenders.map(({ name }) => name).join(', ')})
  --quick      a short run, to see that it works; nothing is written`

/**
 * Reads the command line.
 *
 * @throws Error that says what is wrong with it.
 */
export function parseRealtimeArguments(args: readonly string[]): RealtimeOrder {
  const contenders = realtimeContenders
  return parseOrder(args, { sections: realtimeSections, contenders, rounds: 9, quickRounds: 1, usage })
}
