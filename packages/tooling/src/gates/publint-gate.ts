import { publintFindings } from '../consumer/publint-findings.ts'
import { findingsByTarball } from '../consumer/tarball.ts'
import type { GateResult } from './gate.ts'

/** publint has nothing to say about the tarballs. */
export async function publintGate(): Promise<GateResult> {
  return { findings: await findingsByTarball(publintFindings) }
}
