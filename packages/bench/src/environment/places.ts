import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { installTarballs, tarballs } from '@veza/tooling'
import type { Contender } from '../contenders/contender.ts'
import { adapterFile } from '../contenders/load-client.ts'
import { peersFolder } from './install-peers.ts'

/** Where contenders are installed, and the files of their adapters. */
export interface Places {
  /** The folder above `node_modules`. */
  readonly folder: (contender: Contender) => string
  readonly adapter: (contender: Contender) => string
}

/** Adapters where they are. */
export const inTree: Places = { folder: () => peersFolder, adapter: ({ name }) => adapterFile(name) }

/** Ours from its tarball, installed by npm into an empty folder, as a user has it. */
export async function fromTarball(): Promise<Places> {
  const consumer = await installTarballs(await tarballs())
  const adapter = join(consumer, 'veza.mjs')
  copyFileSync(adapterFile('veza'), adapter)
  return {
    folder: (contender) => (contender.kind === 'ours' ? consumer : inTree.folder(contender)),
    adapter: (contender) => (contender.kind === 'ours' ? adapter : inTree.adapter(contender)),
  }
}
