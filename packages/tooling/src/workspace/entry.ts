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
 * The files below `src` that a manifest's `imports` choose between, as one for Node.js and one for the rest. Each is
 * bundled as a file of its own, since the choice is made where the package is installed.
 *
 * @returns output below `dist`, without extension, to the source file.
 */
export function chosenFiles(manifest: Manifest): Record<string, string> {
  const sources = Object.values(manifest.imports ?? {}).flatMap((target) => leaves(conditionsOf(target)))
  return Object.fromEntries(
    sources.map((source) => [source.replace('./src/', '').replace(/\.ts$/, ''), source.replace('./', '')]),
  )
}

function conditionsOf(target: unknown): unknown {
  return typeof target === 'object' && target !== null && '@veza/source' in target
    ? target['@veza/source']
    : undefined
}

function leaves(target: unknown): string[] {
  if (typeof target === 'string') return [target]
  return typeof target === 'object' && target !== null ? Object.values(target).flatMap(leaves) : []
}

function sourceOf(target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null || !('@veza/source' in target)) return undefined
  const source = target['@veza/source']
  return typeof source === 'string' ? source : undefined
}
