import { type Column, runtimesPage } from '../page/runtimes-page.ts'
import { settlePage } from '../page/settle-page.ts'
import { judge } from './judge.ts'
import type { Ready } from './run-all.ts'
import type { RuntimeRun } from './run-on.ts'

/** What a run came to, and what to make of it. */
export interface Outcome {
  readonly ready: readonly Ready[]
  readonly runs: ReadonlyMap<string, RuntimeRun>
  /** What was wrong before any runtime started. */
  readonly earlier: readonly string[]
  /** One text for each runtime that was asked for, and is left out on purpose. */
  readonly skipped: readonly string[]
  /** Whether these are all runtimes there are. */
  readonly complete: boolean
  /** Where the page is, and whether it is only compared. */
  readonly page: { readonly path: string; readonly check: boolean }
}

/**
 * Judges the runs, settles the page, and prints what is wrong and one line that counts.
 *
 * @returns how many things are wrong.
 */
export function conclude(
  { ready, runs, earlier, skipped, complete, page }: Outcome,
  print: (line: string) => void,
): number {
  for (const text of skipped) print(`SKIPPED: ${text}`)
  const { passed, declared, findings } = judge(runs)
  const columns = ready.flatMap(({ runtime: { label, name } }): Column[] => {
    const report = runs.get(name)?.report
    return report === undefined ? [] : [[label, report]]
  })
  // A page of some runtimes, or of failures, would say of the others that they do not count.
  const whole = complete && findings.length === 0
  if (!whole) print(`SKIPPED: ${page.path}, which takes a run on every runtime without a failure`)
  const stale = whole ? settlePage(page.path, runtimesPage(columns), page.check) : []
  const wrong = [...earlier, ...findings, ...stale]
  for (const text of wrong) print(text.replaceAll(/^/gm, '  '))
  const left = skipped.length > 0 ? `, ${skipped.length} RUNTIMES SKIPPED` : ''
  print(`conformance: ${passed} passed, ${wrong.length} failed, ${declared} declared${left}`)
  return wrong.length
}
