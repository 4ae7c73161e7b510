import type { ChaosReport } from './run-chaos.ts'
import type { SequenceCheck } from './sequence-check.ts'

/** What a run has to be free of. */
export interface ChaosGoal {
  readonly downInOrder: boolean
  /** Whether the client's own messages are stored once each, in order. */
  readonly upExact: boolean
}

/** What is wrong with a run, one sentence each; empty where nothing is. */
export function chaosFaults(report: ChaosReport, goal: ChaosGoal): readonly string[] {
  const { down, up, failure, failedSends } = report
  const counts: readonly (readonly [string, number])[] = [
    ['lost down', down.lost],
    ['doubled down', down.doubled],
    ['foreign down', down.foreign],
    ['out of order down', goal.downInOrder ? down.outOfOrder : 0],
    ['doubled up', up.doubled],
    ['lost up', goal.upExact ? up.lost : 0],
    ['out of order up', goal.upExact ? up.outOfOrder : 0],
    ['failed sends', goal.upExact ? failedSends : 0],
    ['gaps', report.details['gaps'] ?? 0],
  ]
  const faults = counts.filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`)
  return failure === undefined ? faults : [...faults, failure.message]
}

/** A run as lines of text. */
export function chaosTable(name: string, report: ChaosReport): string {
  const kinds = Object.entries(report.cuts).sort(([a], [b]) => a.localeCompare(b))
  const total = kinds.reduce((sum, [, count]) => sum + count, 0)
  return [
    `${name}: ${total} cuts, ${report.seconds.toFixed(1)} s`,
    `  cuts     ${kinds.map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
    `  down     ${sequence(report.down)}`,
    `  up       ${sequence(report.up)}, ${report.failedSends} sends failed`,
    `  details  ${entries({ ...report.details, stuck: report.stuck })}`,
  ].join('\n')
}

function sequence({ expected, lost, doubled, outOfOrder }: SequenceCheck): string {
  const share = expected === 0 ? '' : ` (${((100 * lost) / expected).toFixed(1)} %)`
  return `${expected} stored or sent: ${lost} lost${share}, ${doubled} doubled, ${outOfOrder} out of order`
}

function entries(details: Readonly<Record<string, number>>): string {
  return Object.entries(details)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
