import { bundlingFaults } from '../bundles/bundling-faults.ts'
import { publicPackages } from '../workspace/workspace-package.ts'
import type { GateResult } from './gate.ts'

/** No Node.js module gets into a bundle for browsers or Workers, whichever portable entry it is made of. */
export async function bundlesGate(): Promise<GateResult> {
  const entries = publicPackages().flatMap(({ dir, entries }) =>
    entries
      .filter(({ specifier }) => !specifier.endsWith('/node'))
      .map(({ specifier }) => ({ specifier, dir })),
  )
  const findings = await Promise.all(entries.map(bundlingFaults))
  return { findings: findings.flat(), note: `${entries.length} entries` }
}
