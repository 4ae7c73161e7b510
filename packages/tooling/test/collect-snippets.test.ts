import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collectSnippets } from '../src/snippets/collect-snippets.ts'
import { complaintsByFile } from '../src/snippets/compile-snippets.ts'
import { writeSnippets } from '../src/snippets/write-snippets.ts'
import { temporaryFolder } from './temporary-folder.ts'

test('snippets come from the readmes, the documents and the TSDoc of the source, not of its tests', () => {
  const block = '```ts\na()\n```\n'
  const comment = '/**\n * ```ts no-run\n * b()\n * ```\n */\nexport {}\n'
  using folder = temporaryFolder({
    'README.md': `# Veza\n${block}\`\`\`sh\nnpm test\n\`\`\`\n\`\`\`json\n{}\n\`\`\`\n`,
    'docs/deep/page.md': block,
    'packages/http/README.md': block,
    'packages/http/src/call/call.ts': comment,
    'packages/http/src/call/call.test.ts': comment,
    'packages/http/node_modules/other/README.md': block,
    'packages/tooling/README.md': '```js\nb()\n```\n',
  })
  expect(collectSnippets(folder.path).map(({ name, runs }) => [name, runs])).toEqual([
    ['README.md:3', true],
    ['docs/deep/page.md:2', true],
    ['packages/http/README.md:2', true],
    ['packages/http/src/call/call.ts:3', false],
  ])
})

test('a written snippet has its code on the lines of its document', () => {
  using folder = temporaryFolder({ 'README.md': '# Veza\n\n```ts\nfirst()\nsecond()\n```\n' })
  const [snippet] = collectSnippets(folder.path)
  if (snippet === undefined) throw new Error('nothing found')
  const written = join(folder.path, 'written')
  writeSnippets([snippet], written)
  const lines = readFileSync(join(written, snippet.fileName), 'utf8').split('\n')
  expect(lines[snippet.line - 1]).toBe('first()')
  expect(lines[4]).toBe('second()')
})

test('what the compiler says is sorted by file; what is not about a snippet stays out', () => {
  const output = [
    "README.md-3.ts(3,1): error TS2322: Type 'x' is not assignable.",
    '  Type x is not y.',
    '../../http/src/call.ts: gone',
    'a.ts(1,1): error TS1: one',
    'README.md-3.ts(4,1): error TS2: two',
  ].join('\n')
  expect([...complaintsByFile(output)]).toEqual([
    [
      'README.md-3.ts',
      "README.md-3.ts(3,1): error TS2322: Type 'x' is not assignable.\n  Type x is not y.\nREADME.md-3.ts(4,1): error TS2: two",
    ],
    ['a.ts', 'a.ts(1,1): error TS1: one'],
  ])
})
