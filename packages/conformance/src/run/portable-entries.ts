import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Tarball, valueExports } from '@veza/tooling'
import type { NamedEntry } from './entries-source.ts'

/** The entries of a package that must load everywhere: all but those that are named after Node.js. */
export function portableEntries({ dir, entries }: Pick<Tarball['pkg'], 'dir' | 'entries'>): NamedEntry[] {
  return entries
    .filter(({ specifier }) => !specifier.endsWith('/node'))
    .map(({ specifier, source }) => ({
      specifier,
      names: valueExports(readFileSync(join(dir, source), 'utf8')),
    }))
}
