import { existsSync, globSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Removes the declarations whose source file is gone: `tsc -b` leaves them, and they would be published.
 *
 * @returns the removed declarations, below `dist`.
 */
export function removeStaleDeclarations(dir: string): string[] {
  const dist = join(dir, 'dist')
  const stale = globSync('**/*.d.ts', { cwd: dist }).filter(
    (file) => file.endsWith('.test.d.ts') || !existsSync(join(dir, 'src', file.replace(/\.d\.ts$/, '.ts'))),
  )
  for (const file of stale) {
    rmSync(join(dist, file))
    rmSync(join(dist, `${file}.map`), { force: true })
  }
  return stale
}
