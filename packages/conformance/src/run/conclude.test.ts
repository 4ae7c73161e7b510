import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { CaseReport } from '../suite/report.ts'
import { conclude, type Outcome } from './conclude.ts'

const folder = mkdtempSync(join(tmpdir(), 'veza-conclude-'))
afterAll(() => rmSync(folder, { recursive: true }))

const launch = { program: 'x', args: [] }
const bun = { name: 'bun', label: 'Bun', kind: 'bun', remedy: '', launch: () => launch } as const

function concluded(outcome: CaseReport['outcome'], more: Partial<Outcome> = {}) {
  const cases = [{ chapter: 'A', name: 'one', outcome, detail: 'because' }]
  const report = { kind: 'bun', version: '1.0.0', cases } as const
  const path = join(folder, `${Math.random()}.md`)
  const lines: string[] = []
  const wrong = conclude(
    {
      ready: [{ runtime: bun, launch }],
      runs: new Map([['bun', { report, output: '', ms: 1, leaked: false, lingered: false }]]),
      earlier: [],
      skipped: [],
      complete: true,
      page: { path, check: false },
      ...more,
    },
    (line) => lines.push(line),
  )
  return { wrong, lines, page: existsSync(path) ? readFileSync(path, 'utf8') : undefined }
}

test('a whole run without a failure writes the page and ends with its counts', () => {
  const { wrong, lines, page } = concluded('passed')
  expect([wrong, lines]).toEqual([0, ['conformance: 1 passed, 0 failed, 0 declared']])
  expect(page).toContain('| A | 1 |')
})

test('a failure is printed and counted, and the page stays as it is', () => {
  const { wrong, lines, page } = concluded('failed')
  expect([wrong, page]).toEqual([1, undefined])
  expect(lines[0]).toMatch(/^SKIPPED: .*\.md, which takes a run on every runtime without a failure$/)
  expect(lines.slice(1)).toEqual(['  bun: A, one: because', 'conformance: 0 passed, 1 failed, 0 declared'])
})

test('what was wrong before counts too, and some runtimes make no page', () => {
  const { wrong, lines, page } = concluded('declared', {
    earlier: ['Deno is not installed.'],
    complete: false,
  })
  expect([wrong, page]).toEqual([1, undefined])
  expect(lines.slice(1)).toEqual(['  Deno is not installed.', 'conformance: 0 passed, 1 failed, 1 declared'])
})

test('a runtime that is left out on purpose is no failure, and cannot be overlooked', () => {
  const { wrong, lines } = concluded('passed', { skipped: ['Deno is not installed.'], complete: false })
  expect(wrong).toBe(0)
  expect(lines[0]).toBe('SKIPPED: Deno is not installed.')
  expect(lines.at(-1)).toBe('conformance: 1 passed, 0 failed, 0 declared, 1 RUNTIMES SKIPPED')
})

test('a page that is out of date is a failure when it is only compared', () => {
  const { wrong, lines } = concluded('passed', { page: { path: join(folder, 'none.md'), check: true } })
  expect(wrong).toBe(1)
  expect(lines[0]).toContain('out of date')
})
