import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { importsOf } from './imports-of.ts'
import { root } from './root.ts'
import type { WorkspacePackage } from './workspace-package.ts'

/** A TypeScript file that ends up in a package's `dist`. */
export interface SourceFile {
  /** Path from the top of the repository. */
  readonly path: string
  /** Path below the package: `src/node/index.ts`. */
  readonly inPackage: string
  readonly imports: readonly string[]
}

/** The files of a package's `src`, without its tests. */
export function sourceFiles(pkg: WorkspacePackage): SourceFile[] {
  return globSync('src/**/*.ts', { cwd: pkg.dir })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .map((file) => {
      const path = join(pkg.dir, file)
      return {
        path: relative(root, path),
        inPackage: file,
        imports: importsOf(readFileSync(path, 'utf8'), file),
      }
    })
}
