import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace/root.ts'

/** A Node.js to run programs on. */
export interface InstalledNode {
  readonly label: string
  readonly path: string
}

const aliases = ['node-22', 'node-24', 'node-26']

/**
 * The Node.js versions that this package's optional dependencies brought; on a platform for which there are none, the
 * present one alone. Called by path: in `.bin`, the last of the aliases shadows the others.
 */
export function installedNodes(folder = join(root, 'packages/tooling/node_modules')): InstalledNode[] {
  const found = aliases
    .map((label) => ({ label, path: join(folder, label, 'bin/node') }))
    .filter(({ path }) => existsSync(path))
  return found.length === aliases.length
    ? found
    : [{ label: `node ${process.version}`, path: process.execPath }]
}

/** Whether only the present Node.js is there. */
export function onlyPresentNode(nodes: readonly InstalledNode[]): boolean {
  return nodes.length < aliases.length
}
