import type { CaseReport } from '../suite/report.ts'
import type { RuntimeRun } from './run-on.ts'

/** What the runs come to. */
export interface Judgement {
  /** Cases that passed, summed over the runtimes. */
  readonly passed: number
  /** Cases that cannot be, as declared. */
  readonly declared: number
  /** One text for each thing that is wrong. */
  readonly findings: readonly string[]
}

/** Judges the runs: every case must be there on every runtime, and pass or be declared impossible. */
export function judge(runs: ReadonlyMap<string, RuntimeRun>): Judgement {
  const all = [...runs.values()].flatMap(({ report }) => report?.cases ?? [])
  const expected = new Set(all.map(title))
  const count = (outcome: CaseReport['outcome']) => all.filter((one) => one.outcome === outcome).length
  const findings = [...runs].flatMap(([name, run]) =>
    findingsOf(run, expected).map((text) => `${name}: ${text}`),
  )
  return { passed: count('passed'), declared: count('declared'), findings }
}

function findingsOf(
  { report, output, leaked, lingered }: RuntimeRun,
  expected: ReadonlySet<string>,
): string[] {
  const leak = leaked ? [`it printed a secret:\n${output}`] : []
  if (report === undefined) return [`it ended without a report:\n${output}`, ...leak]
  const failed = report.cases.filter(({ outcome }) => outcome === 'failed')
  const ran = new Set(report.cases.map(title))
  return [
    ...failed.map((one) => `${title(one)}: ${one.detail}`),
    ...[...expected].filter((one) => !ran.has(one)).map((one) => `${one}: it was not run here`),
    ...(lingered ? ['it did not end by itself: a timer or a connection is left'] : []),
    ...leak,
  ]
}

function title({ chapter, name }: CaseReport): string {
  return `${chapter}, ${name}`
}
