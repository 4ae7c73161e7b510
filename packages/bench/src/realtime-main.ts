// `pnpm bench:realtime`
import { root } from '@veza/tooling'
import { benchRealtime } from './realtime/bench-realtime.ts'
import { runRealtimeBenchmark } from './realtime/run-realtime-benchmark.ts'

process.exitCode = await benchRealtime(process.argv.slice(2), {
  root,
  measure: runRealtimeBenchmark,
  print: console.log,
  tell: console.error,
})
