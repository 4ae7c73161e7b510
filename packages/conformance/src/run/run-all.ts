import { judge } from './judge.ts'
import { type RunPlace, type RuntimeRun, runOn } from './run-on.ts'
import type { Launch, Runtime } from './runtime.ts'

/** How many runtimes run at a time: most of a run is waiting, but its time limits must hold on a small machine. */
const lanes = 3

/** A runtime that is installed. */
export interface Ready {
  readonly runtime: Runtime
  readonly launch: Launch
}

/** Runs the suite on every runtime, a few at a time, and prints a line for each and one for every finding. */
export async function runAll(
  ready: readonly Ready[],
  place: RunPlace,
  print: (line: string) => void,
): Promise<ReadonlyMap<string, RuntimeRun>> {
  const runs = new Map<string, RuntimeRun>()
  const waiting = [...ready]
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { runtime, launch } = next
      const run = await runOn(runtime.kind, launch, place)
      runs.set(runtime.name, run)
      print(summary(runtime.label, run))
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  // In the order of the runtimes, whichever came first.
  return new Map(ready.flatMap(({ runtime: { name } }) => [[name, runs.get(name) as RuntimeRun]]))
}

function summary(label: string, run: RuntimeRun): string {
  const { passed, declared, findings } = judge(new Map([[label, run]]))
  const state = findings.length > 0 ? 'failed' : 'ok    '
  const version = run.report?.version ?? 'no report'
  const seconds = (run.ms / 1000).toFixed(1).padStart(5)
  return `${state} ${label.padEnd(9)} ${version.padEnd(14)} ${seconds} s  ${passed} passed, ${declared} declared`
}
