import { chmodSync, globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'rolldown'

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
      // What is for Node alone stays apart: loading its modules is dear.
      codeSplitting: { groups: [{ name: 'shared', minShareCount: 2, test: (id) => !id.includes('/node/') }] },
    },
  })
  if ('bin' in entries) finishProgram(join(outDir, 'bin.js'))
}

function finishProgram(path: string): void {
  const first = readFileSync(path, 'utf8').split('\n', 1)[0]
  if (first !== '#!/usr/bin/env node') throw new Error('src/bin.ts must begin with #!/usr/bin/env node')
  chmodSync(path, 0o755)
}
