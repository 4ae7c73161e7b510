import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { thisMachine } from '../src/environment/machine.ts'
import { examCases } from '../src/exam/take-exam.ts'
import { sections } from '../src/options/parse-arguments.ts'
import { benchmarkDocument, goalSection } from '../src/report/document.ts'
import { figure, withQuartiles } from '../src/report/figures.ts'
import { goals } from '../src/report/goals.ts'
import { readResults, writeResults } from '../src/results/result-files.ts'
import type { Measured, Results } from '../src/results/results.ts'
import type { SpeedRow } from '../src/speed/speed-rows.ts'
import { spread } from '../src/statistics/spread.ts'

const measured = <Row>(...rows: Row[]): Measured<Row> => ({
  machine: { ...thisMachine(new Date('2026-01-02T03:04:05Z')), processor: 'Test', load: 0.5 },
  rounds: 4,
  versions: { ky: '2.1.0' },
  rows,
})

const speed = (contender: string, ratio: number): SpeedRow => ({
  case: 'get-1',
  contender,
  cpuUs: spread([100 * ratio]),
  cpuUsP10: 90 * ratio,
  overFetch: spread([ratio]),
  overUndici: undefined,
  p50Ms: 0.2,
  p99Ms: 0.9,
  perSecond: 5000,
})

const start = (contender: string, firstGet: number) => ({
  contender,
  cpuMs: spread([14]),
  rssMb: spread([7]),
  overBare: spread([1.4]),
  firstGet: spread([firstGet]),
})

const grades = (passed: boolean) =>
  Object.fromEntries(examCases.map(({ name }) => [name, { passed, seen: '3 [1, 2] rejected' }]))
const leak = { calls: 100_000, sharedSignal: true, heapBytes: 1e6, listenersKept: 0, timers: 0, sockets: 0 }
const size = {
  platform: 'browser',
  gzipped: { initial: 9000, withLazy: 20_000 },
  installedPackages: 4,
} as const

const results: Results = {
  speed: measured(speed('veza', 0.6), speed('fetch', 1), speed('undici', 0.5), speed('ky', 1.4)),
  start: measured(start('veza', 1.1), start('ky', 1.3)),
  reading: measured({ validation: 'warn', parseUs: spread([250]), overParse: spread([0.3]) }),
  size: measured(
    { contender: 'ky', ...size, gzipped: { initial: 1, withLazy: 30_000 }, installedBytes: 9e6 },
    { contender: 'veza', ...size, installedBytes: 9e6 },
  ),
  types: measured(
    { contender: 'ky', memoryBytes: 5e6, lines: 9000 },
    { contender: 'veza', memoryBytes: 4e6, lines: 7000 },
  ),
  exam: measured({ contender: 'veza', grades: grades(true) }, { contender: 'fetch', grades: grades(false) }),
  leaks: measured({ contender: 'veza', ...leak, listeners: 1 }),
}

test('each goal is held against the median: met, missed, or not measured', () => {
  const by = (text: string) => goals(results).find((goal) => goal.text.startsWith(text))
  expect(by('GET of a user (300 B), one at a time: CPU')).toMatchObject({ measured: '0.60', met: true })
  expect(by('GET of a user (300 B), 64 at once: CPU')).toMatchObject({ measured: '–', met: undefined })
  expect(by('Validation and mapping')).toMatchObject({ measured: '0.30', met: false })
  expect(by('Import and construct, from the tarball: CPU')).toMatchObject({ met: true })
  expect(by('Import and construct, from the tarball: memory')).toMatchObject({ measured: '7.0', met: false })
  expect(by('The same and the first GET')).toMatchObject({ met: true })
  expect(by('100,000 calls: heap')).toMatchObject({ measured: '1.00', met: true })
  expect(by('100,000 calls: listeners')).toMatchObject({ measured: '1', met: false })
  expect(by('Types of a one-line program: declaration lines')).toMatchObject({ met: false })
  expect(by('Retry exam')).toMatchObject({ measured: '12 of 12', met: true })
})

test('ahead of every SDK means ahead of the best peer; fetch and undici are none', () => {
  const ahead = (rows: SpeedRow[]) =>
    goals({ speed: measured(...rows) }).find(({ text }) => text.includes('one at a time: ahead'))
  expect(ahead([speed('veza', 0.6), speed('ky', 0.7), speed('undici', 0.1)])).toMatchObject({ met: true })
  expect(ahead([speed('veza', 0.8), speed('ky', 0.7), speed('got', 0.9)])).toMatchObject({
    wanted: '< 0.70 (ky)',
    met: false,
  })
  expect(ahead([speed('veza', 0.8)])).toMatchObject({ met: undefined })
})

test('the document says where, when and with what, has every section, and does not hide a miss', () => {
  const text = benchmarkDocument(results)
  expect(text).toContain('Measured 2026-01-02 03:04 UTC, rounds: 4. Test,')
  // Told once, since all sections have the same.
  expect(text.split('Versions: ky 2.1.0.')).toHaveLength(2)
  for (const title of [
    'Goals',
    'Speed',
    'Reading',
    'Start',
    'Size',
    'Types',
    'Retry exam',
    'What calls leave behind',
  ])
    expect(text).toContain(`\n## ${title}\n`)
  expect(text).toMatch(/memory above bare Node, MB \| +≤ 6 \| +7\.0 \| \*\*no\*\* \|/)
  expect(text.endsWith('\n')).toBe(true)
})

test('a section that was not measured is left out, and its goals say so', () => {
  const text = benchmarkDocument({})
  expect(text).not.toContain('## Speed')
  expect(text).toMatch(/0 met, 0 missed, \d+ not measured\./)
  expect(goalSection([{ text: 'a', wanted: '≤ 1', measured: '2', met: false }])).toContain(
    '0 met, 1 missed.\n',
  )
})

test('results are written section by section: a later run of one leaves the others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'veza-bench-results-'))
  try {
    const { types, leaks } = results
    if (types === undefined || leaks === undefined) throw new Error('there are both')
    writeResults(folder, { types, leaks })
    writeResults(folder, { types: { ...types, rounds: 9 } })
    expect(readResults<Results>(folder, sections)).toEqual({ types: { ...types, rounds: 9 }, leaks })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the best come first in each table', () => {
  const text = benchmarkDocument(results)
  const names = (title: string) => {
    const table = text.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
    const rows = [...table.matchAll(/^\| ([^ ]+) .*\d/gm)].map(([, name]) => name)
    return rows.filter((name) => name !== 'client')
  }
  expect(names('Speed')).toEqual(['undici.request', '**@veza/client**', 'fetch', 'ky'])
  for (const title of ['Start', 'Size', 'Types']) expect(names(title)).toEqual(['**@veza/client**', 'ky'])
  expect(names('Retry exam').slice(0, 2)).toEqual(['**@veza/client**', 'fetch'])
})

test('what was not measured is a dash', () => {
  expect(figure(undefined, 1)).toBe('–')
  expect(figure(Number.NaN, 1)).toBe('–')
  expect(withQuartiles(undefined, 1)).toBe('–')
  expect(withQuartiles(spread([]), 1)).toBe('–')
  expect(withQuartiles(spread([1, 2, 3]), 1)).toBe('2.0 (1.5–2.5)')
})
