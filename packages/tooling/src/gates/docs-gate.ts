import { outdated } from '../generated/outdated.ts'
import { root } from '../workspace/root.ts'
import type { GateResult } from './gate.ts'

/** The documents that are made from the code are up to date. */
export async function docsGate(): Promise<GateResult> {
  // Loaded late: generators import the packages, which the first gate builds.
  const { generated } = await import('../generated/generators.ts')
  const files = await generated()
  return {
    findings: outdated(files, root).map(
      ({ path }) => `${path} is out of date; to write it: pnpm --filter @veza/tooling docs:update`,
    ),
    note: `${files.length} generated documents`,
  }
}
