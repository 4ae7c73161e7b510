import { expect, test } from 'vitest'
import { runOptions } from './options.ts'

const known = ['node-22', 'deno']

test('without flags, every runtime must be there, and the page is written', () => {
  expect(runOptions([], known)).toEqual({ only: known, skipMissing: false, check: false })
})

test('flags are read, also behind the -- that some package managers pass on', () => {
  expect(runOptions(['--', '--only', 'deno', '--skip-missing', '--check'], known)).toEqual({
    only: ['deno'],
    skipMissing: true,
    check: true,
  })
})

test('what is unknown is refused with what is known', () => {
  expect(() => runOptions(['--only', 'deno,nodd'], known)).toThrow(
    'There is no runtime nodd. The runtimes are node-22, deno.',
  )
  expect(() => runOptions(['--skip'], known)).toThrow(/--skip/)
})
