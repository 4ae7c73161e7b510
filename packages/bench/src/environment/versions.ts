import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@veza/tooling'
import { type Contender, isPeer } from '../contenders/contender.ts'

/** The exact version of each contender, by its name in the tables. */
export function versions(contenders: readonly Contender[]): Record<string, string> {
  return Object.fromEntries(
    contenders.flatMap((contender) => {
      const version = versionOf(contender)
      return version === undefined ? [] : [[contender.package ?? contender.label, version]]
    }),
  )
}

function versionOf(contender: Contender): string | undefined {
  if (contender.kind === 'yardstick')
    return `of Node ${process.versions.node} (undici ${process.versions['undici']})`
  const file = isPeer(contender) ? 'packages/bench/peers/package.json' : 'packages/client/package.json'
  const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
    readonly version?: string
    readonly dependencies: Readonly<Record<string, string>>
  }
  // The peers are pinned exactly.
  return isPeer(contender) ? manifest.dependencies[contender.package ?? ''] : manifest.version
}
