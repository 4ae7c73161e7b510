import { checkManifest } from '../floors/check-manifest.ts'
import { publicPackages } from '../workspace/workspace-package.ts'
import type { GateResult } from './gate.ts'

/** Each public manifest says what the house rules say. */
export function manifestsGate(): GateResult {
  return { findings: publicPackages().flatMap(checkManifest) }
}
