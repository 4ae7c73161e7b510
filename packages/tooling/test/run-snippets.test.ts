import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileSnippets } from '../src/snippets/compile-snippets.ts'
import { runSnippet } from '../src/snippets/run-snippet.ts'
import { runSnippets } from '../src/snippets/run-snippets.ts'
import { writeSnippets } from '../src/snippets/write-snippets.ts'
import { temporaryFolder } from './temporary-folder.ts'

const programs = {
  'fine.ts': 'const answer: number = await Promise.resolve(42)\nconsole.log(answer)',
  'throws.ts': "throw new Error('thrown')",
  'rejects.ts': "void Promise.reject(new Error('left rejected'))",
  'late.ts': "setTimeout(() => { throw new Error('thrown late') }, 1)",
  'exits-well.ts': 'process.exit()',
  'exits-badly.ts': 'process.exit(3)',
  'exit-code.ts': 'process.exitCode = 4',
  'kills.ts': "process.kill(process.pid, 'SIGKILL')\nawait new Promise(() => {})",
  'after.ts': "if (process.exitCode) throw new Error('not a fresh start')",
}

test('each program that fails is named with its reason, and the others still run', async () => {
  using folder = temporaryFolder({ 'package.json': '{"type":"module"}', ...programs })
  const failures = await runSnippets(Object.keys(programs), folder.path)
  expect(Object.fromEntries(failures)).toEqual({
    'throws.ts': expect.stringContaining('Error: thrown'),
    'rejects.ts': expect.stringContaining('left rejected'),
    'late.ts': expect.stringContaining('thrown late'),
    'exits-badly.ts': expect.stringContaining('process.exit(3)'),
    'exit-code.ts': 'it set process.exitCode to 4',
    'kills.ts': expect.stringContaining('it ended the process (SIGKILL)'),
  })
})

test('a program that does not end fails at its limit', async () => {
  expect(await runSnippet(() => new Promise(() => {}), 20)).toContain('it did not end within 20 ms')
})

test('a program with a wrong type does not compile', async () => {
  // Inside the workspace, where the types of Node.js are found.
  const inside = join(import.meta.dirname, '../node_modules/.snippets-fixture')
  const snippet = { name: 'a.md:1', line: 1, runs: true }
  writeSnippets(
    [
      { ...snippet, fileName: 'bad.ts', code: "const wrong: number = 'text'\nconsole.log(wrong)" },
      { ...snippet, fileName: 'good.ts', code: 'const unused = 1' },
    ],
    inside,
  )
  const complaints = await compileSnippets(inside)
  expect([...complaints.keys()]).toEqual(['bad.ts'])
  expect(complaints.get('bad.ts')).toContain('bad.ts(1,7): error TS2322')
})
