import { expect, test } from 'vitest'
import type { Case } from './case.ts'
import { runSuite } from './run-suite.ts'

const settings = {
  kind: 'deno',
  sandbox: {
    url: 'http://127.0.0.1:1',
    baseUrl: 'http://127.0.0.1:1/v1',
    apiKey: 'veza_test_1',
    username: 'u',
    password: 'p',
  },
  entries: {},
  vectors: [],
} as const

async function outcomes(...cases: Case[]) {
  const reports = await runSuite([{ name: 'Chapter', cases }], settings, 100)
  return reports.map(({ outcome, detail }) => [outcome, detail])
}

const fail = () => Promise.reject(new TypeError('no'))

test('a case passes, or fails with what it threw, and the next one is run', async () => {
  const throwing = () => {
    throw new Error('at once')
  }
  const text = () => Promise.reject('a text')
  const cases = [fail, throwing, text, () => undefined].map((run, index) => ({ name: `case ${index}`, run }))
  expect(await outcomes(...cases)).toEqual([
    ['failed', 'TypeError: no'],
    ['failed', 'Error: at once'],
    ['failed', 'a text'],
    ['passed', undefined],
  ])
})

test('a case that hangs fails', async () => {
  const hanging = { name: 'hangs', run: () => new Promise<void>(() => undefined) }
  expect(await outcomes(hanging)).toEqual([['failed', 'Error: it did not end within 100 ms']])
})

test('a case that is declared impossible here must fail', async () => {
  const except = { deno: 'it cannot' }
  expect(await outcomes({ name: 'a', run: fail, except })).toEqual([['declared', 'it cannot']])
  expect(await outcomes({ name: 'b', run: () => undefined, except })).toEqual([
    ['failed', 'it is declared impossible here, and passes: it cannot'],
  ])
  expect(await outcomes({ name: 'c', run: fail, except: { bun: 'it cannot' } })).toEqual([
    ['failed', 'TypeError: no'],
  ])
})
