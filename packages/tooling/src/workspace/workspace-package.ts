import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Entry, entriesOf } from './entry.ts'
import type { Manifest } from './manifest.ts'
import { root } from './root.ts'

/** A package of the workspace. */
export interface WorkspacePackage {
  /** Path below `packages`: `resilience`, `adapters/discord`. */
  readonly folder: string
  /** Absolute path. */
  readonly dir: string
  readonly manifest: Manifest
  readonly entries: readonly Entry[]
  readonly hasReadme: boolean
}

/** Every package that is published, in the order of their names. */
export function publicPackages(): WorkspacePackage[] {
  const manifests = globSync(['packages/*/package.json', 'packages/adapters/*/package.json'], { cwd: root })
  return manifests
    .sort()
    .map(readPackage)
    .filter(({ manifest }) => manifest.private !== true)
}

function readPackage(path: string): WorkspacePackage {
  const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest
  const dir = join(root, dirname(path))
  return {
    folder: dirname(path).replace('packages/', ''),
    dir,
    manifest,
    entries: entriesOf(manifest),
    hasReadme: existsSync(join(dir, 'README.md')),
  }
}
