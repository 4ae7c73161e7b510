import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HttpOrder, parseArguments, sections } from './options/parse-arguments.ts'
import { benchmarkDocument, goalSection, sectionTexts } from './report/document.ts'
import { goals } from './report/goals.ts'
import { readResults, writeResults } from './results/result-files.ts'
import type { Results } from './results/results.ts'

/** What the command works with. */
export interface Surroundings {
  /** The top of the repository. */
  readonly root: string
  readonly measure: (order: HttpOrder, progress: (text: string) => void) => Promise<Results>
  /** For the tables. */
  readonly print: (text: string) => void
  /** For what is going on. */
  readonly tell: (text: string) => void
}

/**
 * Measures what the command line orders, prints the tables, and writes `docs/benchmarks.md`.
 *
 * @returns the exit code.
 */
export async function benchHttp(args: readonly string[], around: Surroundings): Promise<number> {
  const { root, measure, print, tell } = around
  const order = orderOf(args, tell)
  if (order === undefined) return 2
  const results = await measure(order, tell)
  print([goalSection(goals(results)), ...sectionTexts(results)].join('\n\n'))
  if (!order.keep) return 0
  const folder = join(root, 'packages/bench/results')
  writeResults(folder, results)
  mkdirSync(join(root, 'docs'), { recursive: true })
  writeFileSync(join(root, 'docs/benchmarks.md'), benchmarkDocument(readResults<Results>(folder, sections)))
  tell('written docs/benchmarks.md')
  return 0
}

function orderOf(args: readonly string[], tell: (text: string) => void): HttpOrder | undefined {
  try {
    return parseArguments(args)
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error))
    return undefined
  }
}
