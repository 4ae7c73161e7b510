import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { binary } from '../workspace/binary.ts'
import { root } from '../workspace/root.ts'
import { run } from '../workspace/run.ts'
import type { GateResult } from './gate.ts'

/** The pending changesets are well formed. With none pending there is nothing to check. */
export async function changesetsGate(): Promise<GateResult> {
  const pending = globSync('*.md', { cwd: join(root, '.changeset') }).filter((file) => file !== 'README.md')
  if (pending.length === 0) return { findings: [], note: 'no changesets pending' }
  const config = JSON.parse(readFileSync(join(root, '.changeset/config.json'), 'utf8')) as {
    baseBranch: string
  }
  const since = await sinceOption(config.baseBranch)
  if (since === undefined) return { findings: [], note: 'SKIPPED: no base branch in this clone' }
  const { ok, output } = await run(binary('changeset'), ['status', ...since])
  return { findings: ok ? [] : [output], note: `${pending.length} pending` }
}

/** A clone of a pull request has the base branch as a remote one only; then changesets must be told. */
async function sinceOption(base: string): Promise<string[] | undefined> {
  if ((await run('git', ['merge-base', base, 'HEAD'])).ok) return []
  if ((await run('git', ['merge-base', `origin/${base}`, 'HEAD'])).ok) return [`--since=origin/${base}`]
  return undefined
}
