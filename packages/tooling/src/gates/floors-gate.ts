import { checkFloors } from '../floors/check-floors.ts'
import { checkImports } from '../floors/check-imports.ts'
import { runtimeDependencies } from '../workspace/manifest.ts'
import { sourceFiles } from '../workspace/source-file.ts'
import { publicPackages } from '../workspace/workspace-package.ts'
import type { GateResult } from './gate.ts'

/** Packages import only from the floors below them, only what they declare, only through public entries. */
export function floorsGate(): GateResult {
  const packages = publicPackages()
  const entries = new Set(packages.flatMap((pkg) => pkg.entries.map(({ specifier }) => specifier)))
  const floored = packages.map(({ manifest, folder }) => ({
    name: manifest.name,
    folder,
    dependencies: runtimeDependencies(manifest),
  }))
  const imports = packages.flatMap((pkg) =>
    checkImports(sourceFiles(pkg), { dependencies: runtimeDependencies(pkg.manifest), entries }),
  )
  return { findings: [...checkFloors(floored), ...imports], note: `${packages.length} packages` }
}
