// `pnpm bench:http`: measures, prints the tables, and writes docs/benchmarks.md.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@veza/tooling'
import { type Order, parseArguments } from './options/parse-arguments.ts'
import { benchmarkDocument, goalSection, sectionTexts } from './report/document.ts'
import { goals } from './report/goals.ts'
import { readResults, writeResults } from './results/result-files.ts'
import { runBenchmark } from './run-benchmark.ts'

const order = orderOrExit(process.argv.slice(2))
const results = await runBenchmark(order, (text) => console.error(text))
console.log([goalSection(goals(results)), ...sectionTexts(results)].join('\n\n'))

if (order.keep) {
  const folder = join(root, 'packages/bench/results')
  writeResults(folder, results)
  writeFileSync(join(root, 'docs/benchmarks.md'), benchmarkDocument(readResults(folder)))
  console.error('written docs/benchmarks.md')
}

function orderOrExit(args: readonly string[]): Order {
  try {
    return parseArguments(args)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(2)
  }
}
