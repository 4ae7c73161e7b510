import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Snippet } from './collect-snippets.ts'

/** Where snippets are written. Inside this package, so that they find the workspace's packages. */
export const snippetsFolder = fileURLToPath(new URL('../../.snippets', import.meta.url))

const tsconfig = {
  extends: fileURLToPath(new URL('../../tsconfig.tests.json', import.meta.url)),
  compilerOptions: { moduleDetection: 'force' },
  include: ['*.ts'],
}

/** Writes each snippet to a file of its own, its lines numbered as in the document it comes from. */
export function writeSnippets(snippets: readonly Snippet[], folder = snippetsFolder): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
  for (const { fileName, line, code } of snippets) {
    writeFileSync(join(folder, fileName), `${'\n'.repeat(line - 1)}${code}\n`)
  }
}
