import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsup'

/**
 * Bundles entries of one package into ESM files with source maps.
 *
 * Entries of one package may share classes; `splitting` puts what they share into chunks, so that a class exists
 * once and `instanceof` holds whichever entry an object came from.
 *
 * @param dir - the package's folder.
 * @param entries - output below `dist`, without extension, to the source file below `dir`.
 */
export async function bundle(dir: string, entries: Readonly<Record<string, string>>): Promise<void> {
  const outDir = join(dir, 'dist')
  for (const old of globSync('**/*.{js,js.map}', { cwd: outDir })) rmSync(join(outDir, old))
  await build({
    config: false,
    silent: true,
    clean: false,
    dts: false,
    entry: Object.fromEntries(Object.entries(entries).map(([to, from]) => [to, join(dir, from)])),
    outDir,
    format: ['esm'],
    platform: 'neutral',
    target: 'es2023',
    sourcemap: true,
    splitting: true,
    skipNodeModulesBundle: true,
    // The runtime chooses what a manifest's `imports` name.
    external: [/^#/],
    removeNodeProtocol: false,
  })
  requireShebang(entries, outDir)
}

function requireShebang(entries: Readonly<Record<string, string>>, outDir: string): void {
  if (!('bin' in entries)) return
  const first = readFileSync(join(outDir, 'bin.js'), 'utf8').split('\n', 1)[0]
  if (first !== '#!/usr/bin/env node') throw new Error('src/bin.ts must begin with #!/usr/bin/env node')
}
