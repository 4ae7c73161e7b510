import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundlePrograms } from './bundle-programs.ts'
import { entriesSource, type NamedEntry } from './entries-source.ts'
import { readVectors } from './read-vectors.ts'

const source = fileURLToPath(new URL('..', import.meta.url))

/**
 * Puts the suite into a folder where the packages are installed: as source in `conformance`, as bundles in
 * `conformance/out`.
 *
 * @param entries - what must load.
 * @param conditions - further export conditions. @defaultValue none: the packages as they are published
 */
export async function placeSuite(
  folder: string,
  entries: readonly NamedEntry[],
  conditions: readonly string[] = [],
): Promise<void> {
  const suite = join(folder, 'conformance')
  for (const part of ['suite', 'programs']) {
    cpSync(join(source, part), join(suite, part), {
      recursive: true,
      filter: (path) => !path.endsWith('.test.ts'),
    })
  }
  writeFileSync(join(suite, 'programs/entries.ts'), entriesSource(entries))
  const vectors = JSON.stringify(readVectors())
  writeFileSync(join(suite, 'programs/vectors.ts'), `export const vectors = ${vectors}\n`)
  await bundlePrograms(join(suite, 'programs'), join(suite, 'out'), conditions)
}
