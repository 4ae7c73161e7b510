import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'

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

/** Weighs code with all it needs, bundled for one platform and minified. It weighs the built `dist`. */
export async function gzippedSize(
  { import: contents, external = [] }: Pick<SizeBudget, 'import' | 'external'>,
  resolveDir = fileURLToPath(new URL('../..', import.meta.url)),
  platform: 'browser' | 'node' = 'browser',
): Promise<Size> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir },
    absWorkingDir: resolveDir,
    outdir: 'out',
    bundle: true,
    minify: true,
    splitting: true,
    metafile: true,
    write: false,
    format: 'esm',
    platform,
    target: 'es2023',
    external: [...external],
    legalComments: 'none',
    logLevel: 'silent',
  })
  const initial = loadedAtOnce(metafile)
  const sizes = outputFiles.map(({ path, contents: bytes }) => ({
    bytes: gzipSync(bytes, { level: 9 }).length,
    initial: initial.some((output) => path.replaceAll('\\', '/').endsWith(`/${output}`)),
  }))
  const sum = (some: typeof sizes) => some.reduce((total, { bytes }) => total + bytes, 0)
  return { initial: sum(sizes.filter((size) => size.initial)), withLazy: sum(sizes) }
}

/** The entry's output and what it imports statically. */
function loadedAtOnce({ outputs }: Metafile): string[] {
  const loaded = Object.keys(outputs).filter((path) => outputs[path]?.entryPoint === '<stdin>')
  for (const path of loaded) {
    const imports = outputs[path]?.imports.filter(
      ({ kind, external }) => kind === 'import-statement' && !external,
    )
    loaded.push(...(imports ?? []).map((found) => found.path).filter((found) => !loaded.includes(found)))
  }
  return loaded
}
