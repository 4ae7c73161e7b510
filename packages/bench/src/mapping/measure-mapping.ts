import { startWorker } from '../processes/worker.ts'
import { ratios } from '../statistics/pairs.ts'
import { type Spread, spread } from '../statistics/spread.ts'
import { byHandName, parsingAlone, ways } from './ways.ts'

/** What one way of reading costs for one list. */
export interface MappingRow {
  readonly list: string
  readonly way: string
  /** Microseconds to parse and to read the list of 100. */
  readonly us: Spread
  /** What it costs above parsing, over parsing in the same round. */
  readonly overParse: Spread
}

/** How to measure. */
export interface MappingPlan {
  /** Names of lists. */
  readonly lists: readonly string[]
  readonly rounds: number
  readonly warmUpMs: number
  readonly turnMs: number
  readonly nodeOptions: readonly string[]
}

/** Measures every way of reading some lists. Each way has a process of its own; all take short turns. */
export async function measureMapping(plan: MappingPlan): Promise<MappingRow[]> {
  const rows: MappingRow[] = []
  for (const list of plan.lists) rows.push(...(await measureList(list, plan)))
  return rows
}

async function measureList(list: string, plan: MappingPlan): Promise<MappingRow[]> {
  await using stack = new AsyncDisposableStack()
  const names = Object.keys(ways).filter((way) => way !== byHandName || list === 'users')
  const booths = names.map((way) => ({ way, worker: stack.use(startWorker(plan.nodeOptions)) }))
  const turn = ({ way, worker }: (typeof booths)[number], forMs: number) =>
    worker.run('read', { way, list, forMs })
  for (const booth of booths) await turn(booth, plan.warmUpMs)
  const costs = new Map<string, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round < plan.rounds; round++) {
    for (const booth of round % 2 === 0 ? booths : booths.toReversed())
      costs.get(booth.way)?.push(await turn(booth, plan.turnMs))
  }
  const parsing = costs.get(parsingAlone) ?? []
  return [...costs].map(([way, us]) => ({ list, way, us: spread(us), overParse: above(us, parsing) }))
}

function above(costs: readonly number[], parsing: readonly number[]): Spread {
  const pairs = costs.map((cost, round) => ({ contender: cost, yardstick: parsing[round] ?? 0 }))
  return spread(ratios(pairs).map((ratio) => ratio - 1))
}
