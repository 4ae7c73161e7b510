import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CaseReport, Report } from '../suite/report.ts'
import { runtimesPage } from './runtimes-page.ts'
import { settlePage } from './settle-page.ts'

const first: CaseReport = { chapter: 'A', name: 'first', outcome: 'passed' }
const last: CaseReport = { chapter: 'B', name: 'last', outcome: 'passed' }
const cannot = { outcome: 'declared', detail: 'it cannot' } as const

function report(version: string, ...cases: CaseReport[]): Report {
  return { kind: 'node', version, cases }
}

test('the page has a row for each chapter, and says what is declared, runtimes with one reason together', () => {
  const page = runtimesPage([
    ['Node 24', report('24.1.0', first, last)],
    ['Bun', report('1.0.0', { ...first, outcome: 'failed' }, { ...last, ...cannot })],
    ['Deno', report('2.0.0', first, { ...last, ...cannot })],
  ])
  expect(page).toContain(
    [
      '|  | Node 24 | Bun | Deno |',
      '| --- | ---: | ---: | ---: |',
      '| version | 24.1.0 | 1.0.0 | 2.0.0 |',
      '| A | 1 | 0, 1 failed | 1 |',
      '| B | 1 | 0, 1 declared | 0, 1 declared |',
      '| **all** | 2 | 0, 1 failed, 1 declared | 1, 1 declared |',
    ].join('\n'),
  )
  expect(page).toMatch(/\n- \*\*B\*\*, last\. \*Bun, Deno\*: it cannot\.\n$/)
})

test('the page says when nothing differs', () => {
  expect(runtimesPage([['Bun', report('1', first)]])).toContain('None: every case passes everywhere.')
})

test('the page is written, or compared: a version may differ, a case may not', () => {
  const path = join(tmpdir(), `veza-runtimes-${process.pid}.md`)
  const page = runtimesPage([['Bun', report('1.0.0', first)]])
  try {
    expect(settlePage(path, page, true)).toEqual([expect.stringContaining('out of date')])
    expect(settlePage(path, page, false)).toEqual([])
    expect(readFileSync(path, 'utf8')).toBe(page)
    expect(settlePage(path, runtimesPage([['Bun', report('1.0.1', first)]]), true)).toEqual([])
    const more = runtimesPage([['Bun', report('1.0.0', first, last)]])
    expect(settlePage(path, more, true)).toHaveLength(1)
    writeFileSync(path, `${page}more\n`)
    expect(settlePage(path, page, true)).toHaveLength(1)
  } finally {
    rmSync(path)
  }
})
