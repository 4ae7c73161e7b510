import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../workspace/run.ts'
import type { Tarball } from './tarball.ts'

/**
 * Installs the tarballs with npm into an empty folder outside the repository, as a user would.
 *
 * @returns the folder.
 */
export async function installTarballs(packed: readonly Tarball[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'veza-consumer-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const names = packed.map(({ pkg }) => pkg.manifest.name)
  const manifest = {
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(packed.map(({ pkg, path }) => [pkg.manifest.name, `file:${path}`])),
    devDependencies: { ...optionalPeers(packed), '@types/node': typesVersion() },
    // What one of our packages needs from another comes from its tarball as well, never from a registry.
    overrides: Object.fromEntries(names.map((name) => [name, `$${name}`])),
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  const { ok, output } = await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], folder)
  if (!ok) throw new Error(`npm install of the tarballs failed\n${output}`)
  return folder
}

/** npm leaves optional peers out; entries that need them are loaded here too. */
function optionalPeers(packed: readonly Tarball[]): Record<string, string> {
  const peers = packed.flatMap(({ pkg: { manifest } }) =>
    Object.entries(manifest.peerDependencies ?? {}).filter(
      ([name]) => manifest.peerDependenciesMeta?.[name]?.optional === true,
    ),
  )
  return Object.fromEntries(peers)
}

function typesVersion(): string {
  const manifest = createRequire(import.meta.url)('@types/node/package.json') as { version: string }
  return manifest.version
}
