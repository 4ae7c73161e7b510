import { expect, test } from 'vitest'
import { tooLong } from '../src/gates/length-gate.ts'
import { runGates } from '../src/gates/run-gates.ts'
import { toolGate } from '../src/gates/tool-gate.ts'
import { outdated } from '../src/generated/outdated.ts'
import { checkText } from '../src/repository/check-text.ts'
import { temporaryFolder } from './temporary-folder.ts'

test('every gate runs, also after one that fails or throws, and the last line counts them', async () => {
  const lines: string[] = []
  const failed = await runGates(
    [
      { name: 'finds', run: () => ({ findings: ['one', 'two'] }) },
      { name: 'throws', run: () => Promise.reject(new Error('thrown')) },
      { name: 'is well', run: () => ({ findings: [], note: 'all is well' }) },
    ],
    (line) => lines.push(line),
  )
  expect(failed).toBe(2)
  const text = lines.join('\n')
  expect(text).toMatch(/^failed finds .*\n {7}one\n {7}two\nfailed throws .*\n {7}Error: thrown\n/)
  expect(text).toMatch(/\nok {5}is well .* all is well\ngates: 1 passed, 2 failed$/)
})

test('a tool that fails is a finding', async () => {
  const { findings } = await toolGate('tsc', ['--no-such-option'])
  expect(findings).toEqual([expect.stringContaining('--no-such-option')])
})

test('a long file is a finding', () => {
  expect(tooLong([{ path: 'short.ts', lines: 400 }])).toEqual([])
  expect(tooLong([{ path: 'long.ts', lines: 401 }])).toEqual([
    expect.stringContaining('long.ts has 401 lines'),
  ])
})

test('a registry, a machine or a tarball URL in a text is a finding', () => {
  const files = [
    { path: 'a.md', text: 'Get it from npm.example.test.' },
    { path: 'pnpm-lock.yaml', text: 'resolution: {integrity: x, tarball: https://npm.example.org/a.tgz}' },
    { path: 'b.md', text: 'See https://example.test/page' },
  ]
  expect(checkText(files, ['npm.example.test'])).toEqual([
    'a.md contains npm.example.test',
    'pnpm-lock.yaml has tarball URLs',
  ])
})

test('a generated document that is missing or different is out of date', () => {
  using folder = temporaryFolder({ 'docs/same.md': 'same', 'docs/other.md': 'old' })
  const files = [
    { path: 'docs/same.md', content: 'same' },
    { path: 'docs/other.md', content: 'new' },
    { path: 'docs/missing.md', content: '' },
  ]
  expect(outdated(files, folder.path).map(({ path }) => path)).toEqual(['docs/other.md', 'docs/missing.md'])
})
