import { isBuiltin } from 'node:module'
import type { Importing } from './check-imports.ts'

/** `src/node/…`, `src/…/node.ts`, `src/bin.ts` and what it alone uses in `src/bin/…`. */
const forNode = /\/node(\/|\.ts$)|^src\/bin(\/|\.ts$)/

/** Findings about files that import a Node.js module although they should run everywhere. */
export function nodeImports(files: readonly Importing[]): string[] {
  return files
    .filter(({ inPackage }) => !forNode.test(inPackage))
    .flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => isBuiltin(specifier))
        .map((specifier) => `${path} imports ${specifier}; only src/node/** and src/bin.ts may`),
    )
}
