/** A public entry, and what it exports at run time. */
export interface NamedEntry {
  readonly specifier: string
  readonly names: readonly string[]
}

/** The text of the suite's `entries.ts`: each import is written out, for a bundler cannot follow a computed one. */
export function entriesSource(entries: readonly NamedEntry[]): string {
  const lines = entries.map(
    ({ specifier, names }) =>
      `  '${specifier}': { names: ${JSON.stringify(names)}, load: () => import('${specifier}') },`,
  )
  return [
    "import type { PublicEntry } from '../suite/world.ts'",
    '',
    'export const entries: Readonly<Record<string, PublicEntry>> = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}
