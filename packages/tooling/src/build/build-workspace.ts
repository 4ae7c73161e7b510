import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { binary } from '../workspace/binary.ts'
import { chosenFilesOf } from '../workspace/entry.ts'
import { run } from '../workspace/run.ts'
import { publicPackages, type WorkspacePackage } from '../workspace/workspace-package.ts'
import { bundle } from './bundle.ts'
import { removeStaleDeclarations } from './remove-stale-declarations.ts'

/** Builds `dist` of every public package: bundles in this process, then declarations by one `tsc -b`. */
export async function buildWorkspace(): Promise<string[]> {
  const packages = publicPackages()
  for (const pkg of packages) {
    await bundle(pkg.dir, bundlesOf(pkg))
    removeStaleDeclarations(pkg.dir)
  }
  const tsc = await run(binary('tsc'), ['-b', ...packages.map(({ dir }) => join(dir, 'tsconfig.build.json'))])
  return tsc.ok ? [] : [tsc.output]
}

function bundlesOf(pkg: WorkspacePackage): Record<string, string> {
  const entries = Object.fromEntries(pkg.entries.map(({ output, source }) => [output, source]))
  const bundles = { ...entries, ...chosenFilesOf(pkg.manifest) }
  return existsSync(join(pkg.dir, 'src/bin.ts')) ? { ...bundles, bin: 'src/bin.ts' } : bundles
}
