import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type OutputChunk, type RolldownOutput, rolldown } from 'rolldown'

/** The most that a piece of code may weigh, in gzipped bytes. */
export interface SizeBudget {
  readonly name: string
  /** The code whose bundle is weighed: `export { Veza } from '@veza/client'`. */
  readonly import: string
  /** For what is loaded at once. */
  readonly limit: number
  /** For that and everything it may load later by `import()`. */
  readonly limitWithLazy: number
  /** Packages that are left out. */
  readonly external?: readonly string[]
}

/** Gzipped bytes. */
export interface Size {
  readonly initial: number
  readonly withLazy: number
  /** Modules of Node.js that it asks for: a bundle for browsers that does would not run there. */
  readonly builtins: readonly string[]
}

/** Weighs code with all it needs, bundled for one platform and minified. It weighs the built `dist`. */
export async function gzippedSize(
  { import: code, external = [] }: Pick<SizeBudget, 'import' | 'external'>,
  resolveDir = fileURLToPath(new URL('../..', import.meta.url)),
  platform: 'browser' | 'node' = 'browser',
): Promise<Size> {
  const builtins = new Set<string>()
  const bundle = await rolldown({
    cwd: resolveDir,
    input: entry,
    platform,
    external: [...external],
    preserveEntrySignatures: 'allow-extension',
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        async resolveId(id, importer) {
          if (id === entry) return join(resolveDir, entry)
          if (!isBuiltin(id)) return undefined
          // A package may name something else that browsers get in its place.
          const found = await this.resolve(id, importer, { skipSelf: true })
          if (found === null || found.external !== false) builtins.add(id)
          return found
        },
        load: (id) => (id === join(resolveDir, entry) ? code : undefined),
      },
    ],
  })
  const apart = chunksOf(await bundle.generate({ format: 'esm' }))
  const initial = new Set(loadedAtOnce(apart).flatMap((name) => modulesOf(apart, name)))
  // As in an application: what is loaded at once is one file.
  const groups = [{ name: (id: string) => (initial.has(id) ? 'initial' : null) }]
  const chunks = chunksOf(await bundle.generate({ format: 'esm', minify: true, codeSplitting: { groups } }))
  await bundle.close()
  const sizes = new Map(chunks.map((chunk) => [chunk.fileName, gzipSync(chunk.code, { level: 9 }).length]))
  const sum = (names: readonly string[]) => names.reduce((total, name) => total + (sizes.get(name) ?? 0), 0)
  return {
    initial: sum(loadedAtOnce(chunks)),
    withLazy: sum([...sizes.keys()]),
    builtins: [...builtins],
  }
}

const entry = 'weighed-entry.js'

function chunksOf({ output }: RolldownOutput): OutputChunk[] {
  return output.filter((file) => file.type === 'chunk')
}

function modulesOf(chunks: readonly OutputChunk[], name: string): readonly string[] {
  return chunks.find(({ fileName }) => fileName === name)?.moduleIds ?? []
}

/** The entry's chunk and what it imports statically. */
function loadedAtOnce(chunks: readonly OutputChunk[]): string[] {
  const loaded = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName)
  for (const name of loaded) {
    const imports = chunks.find(({ fileName }) => fileName === name)?.imports ?? []
    loaded.push(...imports.filter((found) => !loaded.includes(found)))
  }
  return loaded
}
