// `pnpm bench:http`
import { root } from '@veza/tooling'
import { benchHttp } from './bench-http.ts'
import { runBenchmark } from './run-benchmark.ts'

process.exitCode = await benchHttp(process.argv.slice(2), {
  root,
  measure: runBenchmark,
  print: console.log,
  tell: console.error,
})
