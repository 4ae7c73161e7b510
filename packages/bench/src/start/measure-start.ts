import { execFile } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Contender } from '../contenders/contender.ts'
import { adapterFile } from '../contenders/load-client.ts'
import { answerAtOnce, serve } from '../server/serve.ts'
import { differences, type Pair, ratios } from '../statistics/pairs.ts'
import { type Spread, spread } from '../statistics/spread.ts'

/** What it costs to have a client, from an empty process. */
export interface StartRow {
  readonly contender: string
  /** Import and construct: processor time and memory above a process without any client. */
  readonly cpuMs: Spread
  readonly rssMb: Spread
  /** The processor time over that of a process without any client: it depends less on the machine. */
  readonly overBare: Spread
  /** Import, construct and the first GET, over a process whose first GET is a bare `fetch`. */
  readonly firstGet: Spread
}

/** How to measure. */
export interface StartPlan {
  /** Contenders, and the files of their adapters. */
  readonly contenders: readonly { readonly contender: Contender; readonly adapter: string }[]
  readonly rounds: number
  readonly nodeOptions?: readonly string[]
  readonly progress: (text: string) => void
}

interface Cost {
  readonly cpuMs: number
  readonly rssMb: number
}

const program = fileURLToPath(new URL('cold.mjs', import.meta.url))

/** Starts a process for each measurement: contender and reference take turns. */
export async function measureStart(plan: StartPlan): Promise<StartRow[]> {
  await using server = await serve(answerAtOnce)
  const run = (adapter: string, ...baseUrl: string[]) => cold(plan.nodeOptions ?? [], adapter, ...baseUrl)
  const made = new Map<string, { imported: [Cost, Cost][]; called: Pair[] }>()
  for (let round = 0; round < plan.rounds; round++) {
    plan.progress(`start: round ${round + 1} of ${plan.rounds}`)
    for (const { contender, adapter } of plan.contenders) {
      const rows = made.get(contender.name) ?? { imported: [], called: [] }
      made.set(contender.name, rows)
      rows.imported.push([await run(adapterFile('bare')), await run(adapter)])
      const yardstick = await run(adapterFile('fetch'), server.url)
      const called = await run(adapter, server.url)
      rows.called.push({ yardstick: yardstick.cpuMs, contender: called.cpuMs })
    }
  }
  return [...made].map(([contender, { imported, called }]) => ({
    contender,
    cpuMs: above(imported, ({ cpuMs }) => cpuMs),
    rssMb: above(imported, ({ rssMb }) => rssMb),
    overBare: spread(ratios(pairsOf(imported, ({ cpuMs }) => cpuMs))),
    firstGet: spread(ratios(called)),
  }))
}

function above(pairs: readonly [Cost, Cost][], value: (cost: Cost) => number): Spread {
  return differences(pairsOf(pairs, value))
}

function pairsOf(pairs: readonly [Cost, Cost][], value: (cost: Cost) => number): Pair[] {
  return pairs.map(([bare, loaded]) => ({ yardstick: value(bare), contender: value(loaded) }))
}

async function cold(nodeOptions: readonly string[], adapter: string, ...baseUrl: string[]): Promise<Cost> {
  const args = [...nodeOptions, program, pathToFileURL(adapter).href, ...baseUrl]
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 })
  return JSON.parse(stdout) as Cost
}
