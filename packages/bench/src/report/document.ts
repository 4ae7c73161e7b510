import type { Measured, Results } from '../results/results.ts'
import { type Goal, goals } from './goals.ts'
import { markdownTable } from './markdown-table.ts'
import {
  examDetails,
  examTable,
  leakTable,
  readingTable,
  sizeTable,
  startTable,
  typesTable,
} from './other-tables.ts'
import { notes } from './section-notes.ts'
import { speedTables } from './speed-tables.ts'

const head = `# Benchmarks

Made by \`pnpm bench:http\` from what it measured; do not edit it here. [How it is measured](../packages/bench/README.md).
Realtime has [a page of its own](benchmarks-realtime.md).`

/** \`docs/benchmarks.md\`: the goals, then every table. */
export function benchmarkDocument(results: Results): string {
  const sections = [head, goalSection(goals(results)), ...sectionTexts(results)]
  return `${sections.join('\n\n')}\n`
}

/** The goals, and how many of them are met. */
export function goalSection(all: readonly Goal[]): string {
  const met = all.filter((goal) => goal.met === true).length
  const missed = all.filter((goal) => goal.met === false).length
  const open = all.length - met - missed
  return [
    '## Goals',
    `${met} met, ${missed} missed${open > 0 ? `, ${open} not measured` : ''}.`,
    markdownTable(
      ['goal', 'wanted', 'measured', 'met'],
      all.map(({ text, wanted, measured, met: is }) => [
        text,
        wanted,
        measured,
        is === undefined ? '–' : is ? 'yes' : '**no**',
      ]),
    ),
  ].join('\n\n')
}

/** The tables of what was measured, each section under its heading. */
export function sectionTexts({ speed, reading, start, size, types, exam, leaks }: Results): string[] {
  const section = sectionWriter()
  return [
    ...section('Speed', notes.speed, speed, (rows) => speedTables(rows)),
    ...section('Reading', notes.reading, reading, (rows) => [readingTable(rows)]),
    ...section('Start', notes.start, start, (rows) => [startTable(rows)]),
    ...section('Size', notes.size, size, (rows) => [sizeTable(rows)]),
    ...section('Types', notes.types, types, (rows) => [typesTable(rows)]),
    ...section('Retry exam', notes.exam, exam, (rows) => [examTable(rows), ...examDetails(rows)]),
    ...section('What calls leave behind', notes.leaks, leaks, (rows) => [leakTable(rows)]),
  ]
}

/** Writes sections one after the other; versions are told where they change. */
export function sectionWriter() {
  let told = ''
  return <Row>(
    title: string,
    note: string,
    measured: Measured<Row> | undefined,
    tables: (rows: readonly Row[]) => string[],
  ): string[] => {
    if (measured === undefined) return []
    const versions = Object.entries(measured.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')
    const changed = versions !== told
    told = versions
    return [
      `## ${title}`,
      note,
      conditions(measured),
      ...(changed ? [`Versions: ${versions}.`] : []),
      ...tables(measured.rows),
    ]
  }
}

function conditions({ machine, rounds }: Measured<unknown>): string {
  const { date, processor, cores, memoryGb, system, node, load } = machine
  return [
    `Measured ${date}, rounds: ${rounds}. ${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node};`,
    `load average at the start ${load}.`,
  ].join(' ')
}
