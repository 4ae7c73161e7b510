import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace/root.ts'
import type { GateResult } from './gate.ts'

const maxLines = 400

/** Source files stay short enough to be read at one go. */
export function lengthGate(): GateResult {
  const files = globSync(['packages/**/{src,test}/**/*.ts', 'examples/*/src/**/*.ts'], {
    cwd: root,
    exclude: (path) => path === 'node_modules' || path.endsWith('/node_modules') || path.endsWith('/dist'),
  })
  const lengths = files.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    return isGenerated(text) ? [] : { path, lines: text.split('\n').length - 1 }
  })
  return { findings: tooLong(lengths), note: spread(lengths.map(({ lines }) => lines)) }
}

/** Findings about files that are longer than allowed. */
export function tooLong(files: readonly { readonly path: string; readonly lines: number }[]): string[] {
  return files
    .filter(({ lines }) => lines > maxLines)
    .map(({ path, lines }) => `${path} has ${lines} lines, more than ${maxLines}: split it by idea`)
}

function isGenerated(text: string): boolean {
  return text.slice(0, 200).includes('@generated')
}

function spread(lengths: readonly number[]): string {
  const sorted = lengths.toSorted((a, b) => a - b)
  return `${sorted.length} files, median ${sorted[sorted.length >> 1] ?? 0} lines, longest ${sorted.at(-1) ?? 0}`
}
