import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@veza/tooling'
import type { RealtimeContender } from './realtime-contender.ts'

interface Manifest {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

/** The exact version of each contender, by its package. */
export function realtimeVersions(contenders: readonly RealtimeContender[]): Record<string, string> {
  const ours = manifest('packages/realtime')
  const { dependencies: pinned } = manifest('packages/bench/peers')
  return Object.fromEntries(
    contenders.map(({ kind, package: name }) => [
      name,
      kind === 'ours' ? ours.version : (pinned[name] ?? ''),
    ]),
  )
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest
}
