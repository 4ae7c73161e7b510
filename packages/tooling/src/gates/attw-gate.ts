import { attwFindings } from '../consumer/attw-findings.ts'
import { findingsByTarball } from '../consumer/tarball.ts'
import type { GateResult } from './gate.ts'

/** The types of the tarballs are not wrong. */
export async function attwGate(): Promise<GateResult> {
  return { findings: await findingsByTarball(attwFindings) }
}
