import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readResults, writeResults } from '../results/result-files.ts'
import {
  parseRealtimeArguments,
  type RealtimeOrder,
  realtimeSections,
} from './options/parse-realtime-arguments.ts'
import { realtimeDocument, realtimeTexts } from './report/realtime-document.ts'
import type { RealtimeResults } from './results/realtime-results.ts'

/** What the command works with. */
export interface RealtimeSurroundings {
  /** The top of the repository. */
  readonly root: string
  readonly measure: (order: RealtimeOrder, progress: (text: string) => void) => Promise<RealtimeResults>
  /** For the tables. */
  readonly print: (text: string) => void
  /** For what is going on. */
  readonly tell: (text: string) => void
}

/**
 * Measures what the command line orders, prints the tables, and writes `docs/benchmarks-realtime.md`.
 *
 * @returns the exit code.
 */
export async function benchRealtime(args: readonly string[], around: RealtimeSurroundings): Promise<number> {
  const { root, measure, print, tell } = around
  const order = orderOf(args, tell)
  if (order === undefined) return 2
  const results = await measure(order, tell)
  print(realtimeTexts(results).join('\n\n'))
  if (!order.keep) return 0
  const folder = join(root, 'packages/bench/results/realtime')
  writeResults(folder, results)
  mkdirSync(join(root, 'docs'), { recursive: true })
  const kept = readResults<RealtimeResults>(folder, realtimeSections)
  writeFileSync(join(root, 'docs/benchmarks-realtime.md'), realtimeDocument(kept))
  tell('written docs/benchmarks-realtime.md')
  return 0
}

function orderOf(args: readonly string[], tell: (text: string) => void): RealtimeOrder | undefined {
  try {
    return parseRealtimeArguments(args)
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error))
    return undefined
  }
}
