import type { Manifest } from './manifest.ts'

/** One public entry of a package. */
export interface Entry {
  /** What a user imports: `@veza/resilience/catalog`. */
  readonly specifier: string
  /** Name of its API report: `catalog`; `index` for the main entry. */
  readonly name: string
  /** `src/catalog/index.ts`. */
  readonly source: string
  /** Path below `dist`, without its extension: `catalog/index`. */
  readonly output: string
}

/** The entries that a manifest names by the `@veza/source` condition. */
export function entriesOf(manifest: Manifest): Entry[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => {
    const source = sourceOf(target)
    if (source === undefined) return []
    return {
      specifier: manifest.name + subpath.slice(1),
      name: subpath === '.' ? 'index' : subpath.slice(2).replaceAll('/', '-'),
      source: source.replace('./', ''),
      output: outputOf(source.replace('./', '')),
    }
  })
}

/**
 * The source files that a manifest names in `imports`, one for each kind of runtime: bundled beside the entries, since
 * the bundle of an entry leaves the choice to whoever runs it.
 */
export function runtimeSources({ imports = {} }: Manifest): string[] {
  const sources = Object.values(imports).flatMap((target) => {
    const conditions = (target as Record<string, unknown>)['@veza/source'] ?? {}
    return Object.values(conditions as Record<string, string>)
  })
  return [...new Set(sources)].map((source) => source.replace('./', ''))
}

/** Where a source file is bundled to, below `dist` and without its extension. */
export function outputOf(source: string): string {
  return source.replace('src/', '').replace(/\.ts$/, '')
}

function sourceOf(target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null || !('@veza/source' in target)) return undefined
  const source = target['@veza/source']
  return typeof source === 'string' ? source : undefined
}
