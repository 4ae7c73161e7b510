import { join } from 'node:path'
import { gzippedSize, root } from '@veza/tooling'
import { peersFolder } from '../../environment/install-peers.ts'
import type { RealtimeContender } from '../contenders/realtime-contender.ts'

/** Minified and gzipped bytes of a client, bundled for browsers. */
export interface BundleRow {
  readonly contender: string
  readonly initial: number
  readonly withLazy: number
}

/** Weighs those contenders that run in browsers. */
export async function measureBundles(contenders: readonly RealtimeContender[]): Promise<BundleRow[]> {
  const rows: BundleRow[] = []
  for (const { name, kind, program } of contenders) {
    if (program === undefined) continue
    const folder = kind === 'ours' ? join(root, 'packages/bench') : peersFolder
    const { initial, withLazy, builtins } = await gzippedSize({ import: program }, folder)
    if (builtins.length > 0) throw new Error(`${name} needs ${builtins.join(', ')}: no bundle for browsers`)
    rows.push({ contender: name, initial, withLazy })
  }
  return rows
}
