import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkText } from '../repository/check-text.ts'
import { forbiddenWords } from '../repository/forbidden-words.ts'
import { root } from '../workspace/root.ts'
import { run } from '../workspace/run.ts'
import type { GateResult } from './gate.ts'

/** No file names a registry or a machine: a clone must work anywhere. */
export async function portableTextGate(): Promise<GateResult> {
  const listed = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'])
  if (!listed.ok) return { findings: [], note: 'SKIPPED: not a git checkout' }
  const files = listed.output.split('\n').flatMap((path) => {
    const text = textOf(path)
    return text === undefined ? [] : { path, text }
  })
  return { findings: checkText(files, await forbiddenWords()), note: `${files.length} files` }
}

function textOf(path: string): string | undefined {
  try {
    const text = readFileSync(join(root, path), 'utf8')
    return text.includes('\0') ? undefined : text
  } catch {
    // Listed by git but deleted in the tree.
    return undefined
  }
}
