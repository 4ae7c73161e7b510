import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type OutputChunk, rolldown } from 'rolldown'

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
}

/** Weighs code with all it needs, bundled for browsers and minified. It weighs the built `dist`. */
export async function gzippedSize(
  { import: code, external = [] }: Pick<SizeBudget, 'import' | 'external'>,
  resolveDir = fileURLToPath(new URL('../..', import.meta.url)),
): Promise<Size> {
  const bundle = await rolldown({
    cwd: resolveDir,
    input: entry,
    platform: 'browser',
    external: [...external],
    // As in an application: what is loaded at once is one file.
    preserveEntrySignatures: 'allow-extension',
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? join(resolveDir, entry) : undefined),
        load: (id) => (id === join(resolveDir, entry) ? code : undefined),
      },
    ],
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  await bundle.close()
  const chunks = output.filter((file) => file.type === 'chunk')
  const sizes = new Map(chunks.map((chunk) => [chunk.fileName, gzipSync(chunk.code, { level: 9 }).length]))
  const sum = (names: readonly string[]) => names.reduce((total, name) => total + (sizes.get(name) ?? 0), 0)
  return { initial: sum(loadedAtOnce(chunks)), withLazy: sum([...sizes.keys()]) }
}

const entry = 'weighed-entry.js'

/** The entry's chunk and what it imports statically. */
function loadedAtOnce(chunks: readonly OutputChunk[]): string[] {
  const loaded = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName)
  for (const name of loaded) {
    const imports = chunks.find(({ fileName }) => fileName === name)?.imports ?? []
    loaded.push(...imports.filter((found) => !loaded.includes(found)))
  }
  return loaded
}
