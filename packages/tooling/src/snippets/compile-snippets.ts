import { binary } from '../workspace/binary.ts'
import { run } from '../workspace/run.ts'
import { snippetsFolder } from './write-snippets.ts'

/**
 * Type-checks the written snippets, all at once.
 *
 * @returns what the compiler says about each file, by its name.
 */
export async function compileSnippets(folder = snippetsFolder): Promise<Map<string, string>> {
  const { ok, output } = await run(binary('tsc'), ['-p', '.', '--pretty', 'false'], folder)
  if (!ok && !output.includes('error TS')) throw new Error(`tsc failed: ${output}`)
  return complaintsByFile(output)
}

/** Sorts the compiler's lines by the file they begin with. */
export function complaintsByFile(output: string): Map<string, string> {
  const complaints = new Map<string, string>()
  let file: string | undefined
  for (const line of output.split('\n')) {
    // A line that goes on with what the last one said is indented.
    if (!line.startsWith(' ')) file = /^([^()]+)\(\d+,\d+\): error /.exec(line)?.[1]
    if (file === undefined) continue
    const before = complaints.get(file)
    complaints.set(file, before === undefined ? line : `${before}\n${line}`)
  }
  return complaints
}
