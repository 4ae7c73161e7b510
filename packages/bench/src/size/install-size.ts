import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What installing a package puts on the disk, its dependencies included. */
export interface InstallSize {
  /** Sum of the sizes of the files. */
  readonly bytes: number
  readonly packages: number
}

/** Weighs a package and all it depends on, as installed below `folder`. */
export function installSize(name: string, folder: string): InstallSize {
  const found = new Set<string>()
  collect(name, folder, found)
  const sizes = [...found].map((path) => folderSize(path))
  return { bytes: sizes.reduce((sum, bytes) => sum + bytes, 0), packages: found.size }
}

function collect(name: string, from: string, found: Set<string>): void {
  const path = resolvePackage(name, from)
  if (path === undefined) throw new Error(`${name} is not installed at ${from}`)
  if (found.has(path)) return
  found.add(path)
  const { dependencies = {} } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>
  }
  for (const dependency of Object.keys(dependencies)) collect(dependency, path, found)
}

/** Node's own search: from the folder upwards. */
function resolvePackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name)
    if (existsSync(join(path, 'package.json'))) return realpathSync(path)
    if (folder === dirname(folder)) return undefined
  }
}

function folderSize(path: string): number {
  return (
    readdirSync(path, { withFileTypes: true })
      // A package's own node_modules are packages of their own.
      .filter((entry) => entry.name !== 'node_modules')
      .map((entry) =>
        entry.isDirectory() ? folderSize(join(path, entry.name)) : statSync(join(path, entry.name)).size,
      )
      .reduce((sum, bytes) => sum + bytes, 0)
  )
}
