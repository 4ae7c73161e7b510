import { join } from 'node:path'
import { root, runPnpm } from '@veza/tooling'

/** Where the peers are, with a manifest and a lockfile of their own. */
export const peersFolder: string = join(root, 'packages/bench/peers')

/**
 * Installs the peers as their lockfile says. They are no part of the workspace: who only tests must not download them.
 *
 * @throws Error with what pnpm printed.
 */
export async function installPeers(): Promise<void> {
  const { ok, output } = await runPnpm([
    'install',
    '--ignore-workspace',
    '--frozen-lockfile',
    // A peer's dependency has a script that prints a warning.
    '--ignore-scripts',
    '--config.strict-dep-builds=false',
    // As npm lays packages out: links would cost start time.
    '--config.node-linker=hoisted',
    '--dir',
    peersFolder,
  ])
  if (!ok) throw new Error(`The peers could not be installed.\n${output}`)
}
