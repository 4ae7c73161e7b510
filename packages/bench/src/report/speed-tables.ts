import { speedCases } from '../speed/cases.ts'
import type { SpeedRow } from '../speed/speed-rows.ts'
import { figure, withQuartiles } from './figures.ts'
import { labelOf } from './labels.ts'
import { markdownTable } from './markdown-table.ts'

const head = [
  'client',
  'CPU ÷ fetch',
  'CPU ÷ undici.request',
  'CPU µs',
  'CPU µs p10',
  'p50 ms',
  'p99 ms',
  'calls/s',
]

/** One table for each case, the cheapest client first. */
export function speedTables(rows: readonly SpeedRow[]): string[] {
  return speedCases.flatMap(({ name, title }) => {
    const ofCase = rows.filter((row) => row.case === name)
    if (ofCase.length === 0) return []
    const sorted = ofCase.toSorted((a, b) => a.overFetch.median - b.overFetch.median)
    return [`### ${title}`, markdownTable(head, sorted.map(cells))]
  })
}

function cells(row: SpeedRow): string[] {
  return [
    labelOf(row.contender),
    withQuartiles(row.overFetch, 2),
    figure(row.overUndici?.median, 2),
    figure(row.cpuUs.median, 0),
    figure(row.cpuUsP10, 0),
    figure(row.p50Ms, 2),
    figure(row.p99Ms, 2),
    figure(row.perSecond, 0),
  ]
}
