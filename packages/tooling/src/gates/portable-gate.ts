import { nodeImports } from '../floors/node-imports.ts'
import { sourceFiles } from '../workspace/source-file.ts'
import { publicPackages } from '../workspace/workspace-package.ts'
import type { GateResult } from './gate.ts'

/** Only what is named after Node.js may need Node.js. */
export function portableGate(): GateResult {
  return { findings: nodeImports(publicPackages().flatMap(sourceFiles)) }
}
