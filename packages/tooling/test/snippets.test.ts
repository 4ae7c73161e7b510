import { beforeAll, expect, test } from 'vitest'
import { collectSnippets } from '../src/snippets/collect-snippets.ts'
import { compileSnippets } from '../src/snippets/compile-snippets.ts'
import { runSnippets } from '../src/snippets/run-snippets.ts'
import { writeSnippets } from '../src/snippets/write-snippets.ts'

// Every program in the documentation compiles and runs. All at once: one compiler, one process.
const snippets = collectSnippets()
let complaints = new Map<string, string>()
let failures = new Map<string, string>()

beforeAll(async () => {
  writeSnippets(snippets)
  const toRun = snippets.filter(({ runs }) => runs).map(({ fileName }) => fileName)
  ;[complaints, failures] = await Promise.all([compileSnippets(), runSnippets(toRun)])
}, 300_000)

for (const { name, fileName, runs } of snippets) {
  test(`${name} ${runs ? 'runs' : 'compiles'}`, () => {
    expect(complaints.get(fileName), `${name} does not compile`).toBeUndefined()
    expect(failures.get(fileName), `${name} fails`).toBeUndefined()
  })
}
