import { chmodSync, globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, type ChunkingContext } from 'rolldown'

/**
 * Bundles entries of one package into ESM files with source maps.
 *
 * Entries of one package may share classes: what they share goes into one chunk, so that a class exists once and
 * `instanceof` holds whichever entry an object came from, and so that an entry is two files to load at most. What an
 * entry loads later imports from the entry itself.
 *
 * @param dir - the package's folder.
 * @param entries - output below `dist`, without extension, to the source file below `dir`.
 * @param bundled - packages that become part of the files. All others stay outside, and so do the modules that the
 * manifest's `imports` let the runtime choose.
 */
export async function bundle(
  dir: string,
  entries: Readonly<Record<string, string>>,
  bundled: readonly string[] = [],
): Promise<void> {
  const outDir = join(dir, 'dist')
  for (const old of globSync('**/*.{js,js.map}', { cwd: outDir })) rmSync(join(outDir, old))
  const main = join(dir, Object.values(entries)[0] ?? '')
  await build({
    cwd: dir,
    input: { ...entries },
    platform: 'neutral',
    external: (id) => !/^[./]/.test(id) && !bundled.some((name) => id === name || id.startsWith(`${name}/`)),
    preserveEntrySignatures: 'strict',
    logLevel: 'warn',
    output: {
      dir: outDir,
      format: 'esm',
      sourcemap: true,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      codeSplitting: { groups: [{ name: sharedWith(main), debugName: 'shared', minShareCount: 2 }] },
    },
  })
  if ('bin' in entries) finishProgram(join(outDir, 'bin.js'))
}

/**
 * Names the chunk of what the main entry shares with others. What only others share stays apart: who bundles the main
 * entry must not get it too.
 */
function sharedWith(main: string): (id: string, context: ChunkingContext) => string | null {
  const known = new Map<string, boolean>()
  const reached = (id: string, context: ChunkingContext): boolean => {
    if (id === main) return true
    const before = known.get(id)
    if (before !== undefined) return before
    known.set(id, false)
    const found = context.getModuleInfo(id)?.importers.some((importer) => reached(importer, context)) ?? false
    known.set(id, found)
    return found
  }
  return (id, context) => (reached(id, context) ? 'shared' : null)
}

function finishProgram(path: string): void {
  const first = readFileSync(path, 'utf8').split('\n', 1)[0]
  if (first !== '#!/usr/bin/env node') throw new Error('src/bin.ts must begin with #!/usr/bin/env node')
  chmodSync(path, 0o755)
}
