import { expect, test } from 'vitest'
import type { CaseReport } from '../suite/report.ts'
import { judge } from './judge.ts'
import type { RuntimeRun } from './run-on.ts'

const one: CaseReport = { chapter: 'A', name: 'one', outcome: 'passed' }
const two: CaseReport = { chapter: 'A', name: 'two', outcome: 'passed' }

function ran(cases: readonly CaseReport[], more: Partial<RuntimeRun> = {}): RuntimeRun {
  return {
    report: { kind: 'node', version: '1', cases },
    output: '',
    ms: 1,
    leaked: false,
    lingered: false,
    ...more,
  }
}

function judged(runs: Readonly<Record<string, RuntimeRun>>) {
  return judge(new Map(Object.entries(runs)))
}

test('all is well when every case passed, or was declared, everywhere', () => {
  const declared = { ...two, outcome: 'declared', detail: 'it cannot' } as const
  expect(judged({ a: ran([one, two]), b: ran([one, declared]) })).toEqual({
    passed: 3,
    declared: 1,
    findings: [],
  })
})

test('a case that failed is a finding, also where it failed everywhere', () => {
  const failed = { ...two, outcome: 'failed', detail: 'Error: no' } as const
  expect(judged({ a: ran([one, failed]), b: ran([one, failed]) })).toEqual({
    passed: 2,
    declared: 0,
    findings: ['a: A, two: Error: no', 'b: A, two: Error: no'],
  })
})

test('a case that one runtime did not run is a finding', () => {
  expect(judged({ a: ran([one, two]), b: ran([one]) }).findings).toEqual(['b: A, two: it was not run here'])
})

test('no report, a secret in the output, and a program that does not end, are findings', () => {
  const crashed = ran([], { report: undefined, output: 'Segmentation fault' })
  const leaking = ran([one], { output: 'the key', leaked: true })
  const lingering = ran([one], { lingered: true })
  expect(judged({ a: crashed, b: leaking, c: lingering }).findings).toEqual([
    'a: it ended without a report:\nSegmentation fault',
    'b: it printed a secret:\nthe key',
    'c: it did not end by itself: a timer or a connection is left',
  ])
})
