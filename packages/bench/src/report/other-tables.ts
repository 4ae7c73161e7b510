import { examCases } from '../exam/take-exam.ts'
import type { ReadingRow } from '../reading/measure-reading.ts'
import type { ExamRow, LeakRow } from '../results/results.ts'
import type { SizeRow } from '../size/measure-size.ts'
import type { StartRow } from '../start/measure-start.ts'
import type { TypesRow } from '../types/measure-types.ts'
import { figure, withQuartiles } from './figures.ts'
import { labelOf } from './labels.ts'
import { markdownTable } from './markdown-table.ts'

/** What models cost beside their JSON. */
export function readingTable(rows: readonly ReadingRow[]): string {
  return markdownTable(
    ['validation', 'over JSON.parse', 'JSON.parse µs'],
    rows.map(({ validation, overParse, parseUs }) => [
      `\`${validation}\``,
      withQuartiles(overParse, 2),
      figure(parseUs.median, 0),
    ]),
  )
}

/** Start times and memory. */
export function startTable(rows: readonly StartRow[]): string {
  const sorted = rows.toSorted((a, b) => a.firstGet.median - b.firstGet.median)
  return markdownTable(
    ['client', 'CPU ms', 'CPU ÷ bare Node', 'RSS MB', 'with the first GET: CPU ÷ fetch'],
    sorted.map(({ contender, cpuMs, overBare, rssMb, firstGet }) => [
      labelOf(contender),
      withQuartiles(cpuMs, 1),
      withQuartiles(overBare, 2),
      withQuartiles(rssMb, 1),
      withQuartiles(firstGet, 2),
    ]),
  )
}

/** Bundles and installations. */
export function sizeTable(rows: readonly SizeRow[]): string {
  return markdownTable(
    ['client', 'gzipped KB at once', 'with lazy parts', 'bundled for', 'installed MB', 'packages'],
    rows
      .toSorted((a, b) => a.gzipped.withLazy - b.gzipped.withLazy)
      .map(({ contender, gzipped, platform, installedBytes, installedPackages }) => [
        labelOf(contender),
        figure(gzipped.initial / 1000, 1),
        figure(gzipped.withLazy / 1000, 1),
        platform,
        figure(installedBytes / 1e6, 1),
        String(installedPackages),
      ]),
  )
}

/** The compiler's work. */
export function typesTable(rows: readonly TypesRow[]): string {
  return markdownTable(
    ['client', 'tsc memory MB', 'declaration lines'],
    rows
      .toSorted((a, b) => a.lines - b.lines)
      .map(({ contender, memoryBytes, lines }) => [
        labelOf(contender),
        figure(memoryBytes / 1e6, 1),
        figure(lines, 0),
      ]),
  )
}

/** Who passed which case: one row for each contender, the best first. */
export function examTable(rows: readonly ExamRow[]): string {
  const passes = ({ grades }: ExamRow) => Object.values(grades).filter(({ passed }) => passed === true).length
  return markdownTable(
    ['client', 'passed', ...examCases.map((_, index) => String(index + 1))],
    rows
      .toSorted((a, b) => passes(b) - passes(a))
      .map((row) => [
        labelOf(row.contender),
        `${passes(row)} of ${examCases.length}`,
        ...examCases.map(({ name }) => mark(row.grades[name]?.passed)),
      ]),
  )
}

function mark(passed: boolean | undefined): string {
  if (passed === undefined) return '–'
  return passed ? '●' : '○'
}

/** What was seen in each case: one table for each case. */
export function examDetails(rows: readonly ExamRow[]): string[] {
  return examCases.flatMap(({ name, wanted }, index) => [
    `**${index + 1}. ${name}.** Passed by: ${wanted}.`,
    markdownTable(
      ['client', '', 'attempts [gaps in ms]'],
      rows.map(({ contender, grades }) => [
        labelOf(contender),
        mark(grades[name]?.passed),
        grades[name]?.seen ?? '–',
      ]),
    ),
  ])
}

/** What calls leave behind. */
export function leakTable(rows: readonly LeakRow[]): string {
  return markdownTable(
    ['client', 'calls', 'shared signal', 'heap growth MB', 'listeners', 'kept for good', 'timers', 'sockets'],
    rows.map(({ contender, calls, sharedSignal, heapBytes, listeners, listenersKept, timers, sockets }) => [
      labelOf(contender),
      String(calls),
      sharedSignal ? 'yes' : 'takes none',
      figure(heapBytes / 1e6, 2),
      String(listeners),
      String(listenersKept),
      String(timers),
      String(sockets),
    ]),
  )
}
