import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace/root.ts'
import { type Fence, fences } from './fences.ts'
import { tsdocFences } from './tsdoc-fences.ts'

/** A program in the documentation. */
export interface Snippet {
  /** Where it is: `README.md:12`. */
  readonly name: string
  /** Name of the file it is written to. */
  readonly fileName: string
  readonly line: number
  readonly code: string
  /** `false` when its fence says `no-run`: then it is only compiled. */
  readonly runs: boolean
}

const languages = ['ts', 'typescript', 'js', 'javascript']

/** Every program in the repository's Markdown and TSDoc comments. */
export function collectSnippets(folder = root): Snippet[] {
  const markdown = ['README.md', 'packages/*/README.md', 'packages/adapters/*/README.md', 'docs/**/*.md']
  const source = ['packages/*/src/**/*.ts', 'packages/adapters/*/src/**/*.ts']
  const files = [
    ...list(markdown, folder),
    ...list(source, folder).filter((path) => !path.endsWith('.test.ts')),
  ]
  return files.flatMap((path) => {
    const text = readFileSync(join(folder, path), 'utf8')
    return snippetsOf(path, path.endsWith('.md') ? fences(text) : tsdocFences(text))
  })
}

function list(patterns: readonly string[], cwd: string): string[] {
  const inModules = (path: string) => /(^|\/)(node_modules|dist|tooling)$/.test(path)
  return globSync(patterns, { cwd, exclude: inModules }).sort()
}

function snippetsOf(path: string, found: readonly Fence[]): Snippet[] {
  return found
    .filter(({ language }) => languages.includes(language))
    .map(({ line, flags, code }) => ({
      name: `${path}:${line}`,
      fileName: `${path.replaceAll(/[^\w.]+/g, '-')}-${line}.ts`,
      line,
      code,
      runs: !flags.includes('no-run'),
    }))
}
