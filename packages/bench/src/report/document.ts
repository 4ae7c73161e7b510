import type { Measured, Results } from '../results/results.ts'
import { speedCases } from '../speed/cases.ts'
import { type Goal, goals } from './goals.ts'
import { markdownTable } from './markdown-table.ts'
import { examDetails, examTable, leakTable, sizeTable, startTable, typesTable } from './other-tables.ts'
import { speedTables } from './speed-tables.ts'

const head = `# Benchmarks

Made by \`pnpm bench:http\` from what it measured; do not edit it here. [How it is measured](../packages/bench/README.md).`

/** \`docs/benchmarks.md\`: the goals, then every table. */
export function benchmarkDocument(results: Results): string {
  const sections = [head, goalSection(goals(results)), ...sectionTexts(results)]
  return `${sections.join('\n\n')}\n`
}

/** The tables of what was measured, each under its heading. */
export function sectionTexts({ speed, start, size, types, exam, leaks }: Results): string[] {
  return [
    ...section('Speed', speedNote, speed, (rows) => speedTables(rows)),
    ...section('Start', startNote, start, (rows) => [startTable(rows)]),
    ...section('Size', sizeNote, size, (rows) => [sizeTable(rows)]),
    ...section('Types', typesNote, types, (rows) => [typesTable(rows)]),
    ...section('Retry exam', examNote, exam, (rows) => [examTable(rows), ...examDetails(rows)]),
    ...section('What calls leave behind', leakNote, leaks, (rows) => [leakTable(rows)]),
  ]
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

function section<Row>(
  title: string,
  note: string,
  measured: Measured<Row> | undefined,
  tables: (rows: readonly Row[]) => string[],
): string[] {
  if (measured === undefined) return []
  return [`## ${title}`, note, conditions(measured), ...tables(measured.rows)]
}

function conditions({ machine, rounds, versions }: Measured<unknown>): string {
  const { date, processor, cores, memoryGb, system, node, load } = machine
  const all = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [
    `Measured ${date}, rounds: ${rounds}. ${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}; load average`,
    `at the start ${load}. ${all.join(', ')}.`,
  ].join(' ')
}

const speedNote = `The client's processor time for each call, over that of a bare \`fetch\` and \`json()\` measured right before or after
it in the same process: median of the pairs, with quartiles. Everyone talks to one server, in a process of its own, and
gets the same bytes. \`@veza/client\` runs its whole path: credential, retry and timeouts armed, validation, typed model;
\`fetch\` has none of that, and no peer validates. The row of \`fetch\` is \`fetch\` against itself: how far it is from 1.00
is the noise, and differences as small mean nothing. ${speedCases.length} cases. Milliseconds and calls a second depend on the machine's mood; the ratios
do so less.

Slack's API is a POST of a form for everything: its list is one, and it has no GET. Stripe posts a form. Discord's own
limit of 50 calls a second was raised; it still makes one call at a time for each route.`

const startNote = `Processes from nothing. Import and construct: above a process that loads no client. With the first GET: over a
process that makes one bare \`fetch\`. \`@veza/client\` is installed from its tarball. Median of the pairs, with quartiles.`

const sizeNote = `A program that makes a client, bundled and minified by esbuild, gzipped: what it loads at once, and with all that it may
load later. Installed: the package and all its dependencies on the disk.`

const typesNote = 'What a one-line program that makes a client costs `tsc` above an empty program.'

const examNote = `Twelve ways in which a server fails, on real sockets, with each library's defaults. ● passed, ○ failed, – no such call.
Stripe's and Slack's servers are not any server: a repeat under one key is right where the server is known to honour it,
which case 5 does not tell. Octokit, axios and others leave retries to plugins or to the caller.`

const leakNote = `After the calls, which all share one AbortSignal where the library takes one: growth of the heap after collections,
listeners on the signal right after the last call, and those that stay after collections. Then the client is closed,
where it can be, and what is still open after two seconds is counted. A library that cannot be closed keeps its idle
connections, and a timer for many of them.`
