import type { CaseReport, Report } from '../suite/report.ts'

const head = `# Runtimes

Made by \`pnpm conformance\`; do not edit it here.

One suite ([packages/conformance](../packages/conformance)) is run on every runtime from the packed tarballs, against a
sandbox in a process of its own, over real sockets. A number says how many cases passed there. A case that cannot be on a
runtime is declared in the suite with its reason; it is run there all the same, and has to fail.
`

/** A runtime's name for people, and its report. */
export type Column = readonly [label: string, report: Report]

/** The page about the runtimes: chapters by runtimes, and what differs. */
export function runtimesPage(columns: readonly Column[]): string {
  const chapters = [...new Set(columns.flatMap(([, { cases }]) => cases.map(({ chapter }) => chapter)))]
  const labels = columns.map(([label]) => label)
  const table = [
    row('', labels),
    `| --- |${' ---: |'.repeat(columns.length)}`,
    row(
      'version',
      columns.map(([, { version }]) => version),
    ),
    ...chapters.map((chapter) =>
      row(
        chapter,
        columns.map(([, report]) => cell(report, chapter)),
      ),
    ),
    row(
      '**all**',
      columns.map(([, report]) => cell(report)),
    ),
  ]
  return [head, ...table, '', '## Declared differences', '', ...differences(columns), ''].join('\n')
}

/** The page without what changes from one machine to the next: the versions of the runtimes. */
export function withoutVersions(page: string): string {
  return page.replace(/^\| version .*\n/m, '')
}

function row(name: string, cells: readonly string[]): string {
  return `| ${[name, ...cells].join(' | ')} |`
}

function cell({ cases }: Report, chapter?: string): string {
  const some = cases.filter((one) => chapter === undefined || one.chapter === chapter)
  const count = (outcome: CaseReport['outcome']) => some.filter((one) => one.outcome === outcome).length
  const [passed, failed, declared] = [count('passed'), count('failed'), count('declared')]
  return [`${passed}`, failed > 0 ? `${failed} failed` : '', declared > 0 ? `${declared} declared` : '']
    .filter((part) => part !== '')
    .join(', ')
}

/** In the order of the suite; runtimes that share a reason stand together. */
function differences(columns: readonly Column[]): string[] {
  const order = columns[0]?.[1].cases.map(({ name }) => name) ?? []
  const declared = columns
    .flatMap(([label, { cases }]) => cases.map((one) => ({ label, ...one })))
    .filter(({ outcome }) => outcome === 'declared')
    .toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
  const groups = Map.groupBy(declared, ({ chapter, name, detail }) => `**${chapter}**, ${name}.\n${detail}`)
  const lines = [...groups].map(([key, same]) => {
    const [what, reason] = key.split('\n')
    return `- ${what} *${same.map(({ label }) => label).join(', ')}*: ${reason}.`
  })
  return lines.length > 0 ? lines : ['None: every case passes everywhere.']
}
