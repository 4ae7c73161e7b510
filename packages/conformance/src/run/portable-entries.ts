import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isPortable, type Tarball, valueExports } from '@veza/tooling'
import type { NamedEntry } from './entries-source.ts'

/** The entries of a package that must load everywhere, with what they export. */
export function portableEntries({ dir, entries }: Pick<Tarball['pkg'], 'dir' | 'entries'>): NamedEntry[] {
  return entries.filter(isPortable).map(({ specifier, source }) => ({
    specifier,
    names: valueExports(readFileSync(join(dir, source), 'utf8')),
  }))
}
