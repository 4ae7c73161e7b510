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
      output: source.replace('./src/', '').replace(/\.ts$/, ''),
    }
  })
}

/**
 * The files that a manifest's `imports` choose between by condition: bundled like entries, and no part of the API.
 *
 * @returns output below `dist`, without extension, to the source file.
 */
export function chosenFilesOf(manifest: Manifest): Record<string, string> {
  const sources = Object.values(manifest.imports ?? {}).flatMap((target) => {
    const choice =
      typeof target === 'object' && target !== null ? Reflect.get(target, '@veza/source') : undefined
    return typeof choice === 'object' && choice !== null ? Object.values<unknown>(choice) : []
  })
  return Object.fromEntries(
    sources
      .filter((source) => typeof source === 'string')
      .map((source) => [source.replace('./src/', '').replace(/\.ts$/, ''), source.replace('./', '')]),
  )
}

function sourceOf(target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null || !('@veza/source' in target)) return undefined
  const source = target['@veza/source']
  return typeof source === 'string' ? source : undefined
}
