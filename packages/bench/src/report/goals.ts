import { contenders, ours } from '../contenders/contenders.ts'
import { examCases } from '../exam/take-exam.ts'
import type { Results } from '../results/results.ts'
import { speedCases } from '../speed/cases.ts'
import type { SpeedRow } from '../speed/speed-rows.ts'
import { figure } from './figures.ts'
import { labelOf } from './labels.ts'

/** A promise of the SDK, and what came of it. */
export interface Goal {
  readonly text: string
  readonly wanted: string
  readonly measured: string
  /** `undefined`: not measured. */
  readonly met: boolean | undefined
}

/** The most that the processor time of a call may be, over that of `fetch` and `json()`. */
const mostOverFetch: Readonly<Record<string, number>> = {
  'get-1': 0.7,
  'get-64': 0.6,
  'post-1': 0.5,
  'post-64': 0.4,
  'list-1': 0.7,
  'list-64': 1,
}

/** Every goal, held against what was measured. */
export function goals(results: Results): Goal[] {
  return [
    ...speedCases.map(({ name, title }) => speedGoal(title, mostOverFetch[name] ?? 0, of(results, name))),
    ...speedCases.map(({ name, title }) => aheadGoal(title, of(results, name))),
    readingGoal(results),
    ...startGoals(results),
    ...leakGoals(results),
    ...typesGoals(results),
    examGoal(results),
  ]
}

function of({ speed }: Results, name: string): SpeedRow[] {
  return speed?.rows.filter((row) => row.case === name) ?? []
}

function mine<Row extends { readonly contender: string }>(rows: readonly Row[] | undefined): Row | undefined {
  return rows?.find(({ contender }) => contender === ours.name)
}

function speedGoal(title: string, most: number, rows: readonly SpeedRow[]): Goal {
  return atMost(`${title}: CPU ÷ fetch`, most, mine(rows)?.overFetch.median, 2)
}

/** Ahead of everything that is more than the runtime's own. */
function aheadGoal(title: string, rows: readonly SpeedRow[]): Goal {
  const peers = contenders.filter(({ kind }) => kind === 'client' || kind === 'sdk').map(({ name }) => name)
  const [best] = rows
    .filter(({ contender }) => peers.includes(contender))
    .toSorted((a, b) => a.overFetch.median - b.overFetch.median)
  const us = mine(rows)?.overFetch.median
  return {
    text: `${title}: ahead of every SDK`,
    wanted: best === undefined ? '–' : `< ${figure(best.overFetch.median, 2)} (${labelOf(best.contender)})`,
    measured: figure(us, 2),
    met: us === undefined || best === undefined ? undefined : us < best.overFetch.median,
  }
}

function readingGoal({ reading }: Results): Goal {
  const row = reading?.rows.find(({ validation }) => validation === 'warn')
  return atMost('Validation and mapping of a list of 100, over JSON.parse', 0.25, row?.overParse.median, 2)
}

function startGoals({ start }: Results): Goal[] {
  const row = mine(start?.rows)
  return [
    atMost('Import and construct, from the tarball: CPU above bare Node, ms', 15, row?.cpuMs.median, 1),
    atMost('Import and construct, from the tarball: memory above bare Node, MB', 6, row?.rssMb.median, 1),
    atMost('The same and the first GET: CPU ÷ a bare fetch', 1.15, row?.firstGet.median, 2),
  ]
}

function leakGoals({ leaks }: Results): Goal[] {
  const row = mine(leaks?.rows)
  const calls = `${(row?.calls ?? 100_000).toLocaleString('en')} calls`
  const left = row && row.listeners + row.timers + row.sockets
  return [
    atMost(`${calls}: heap growth, MB`, 2, row && row.heapBytes / 1e6, 2),
    atMost(`${calls}: listeners, timers and sockets left`, 0, left, 0),
  ]
}

function typesGoals({ types }: Results): Goal[] {
  const row = mine(types?.rows)
  return [
    atMost('Types of a one-line program: tsc memory, MB', 10, row && row.memoryBytes / 1e6, 1),
    atMost('Types of a one-line program: declaration lines', 6000, row?.lines, 0),
  ]
}

function examGoal({ exam }: Results): Goal {
  const row = mine(exam?.rows)
  const passed = row && Object.values(row.grades).filter((grade) => grade.passed === true).length
  return {
    text: 'Retry exam',
    wanted: `${examCases.length} of ${examCases.length}`,
    measured: passed === undefined ? '–' : `${passed} of ${examCases.length}`,
    met: passed === undefined ? undefined : passed === examCases.length,
  }
}

/** A goal that is met by a value no larger than `most`. */
export function atMost(text: string, most: number, value: number | undefined, digits: number): Goal {
  return {
    text,
    wanted: `≤ ${most}`,
    measured: figure(value, digits),
    met: value === undefined || Number.isNaN(value) ? undefined : value <= most,
  }
}
