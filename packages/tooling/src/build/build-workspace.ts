import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { binary } from '../workspace/binary.ts'
import { outputOf, runtimeSources } from '../workspace/entry.ts'
import { run } from '../workspace/run.ts'
import { publicPackages, type WorkspacePackage } from '../workspace/workspace-package.ts'
import { bundle } from './bundle.ts'
import { bundledPackages } from './bundled-packages.ts'
import { removeStaleDeclarations } from './remove-stale-declarations.ts'

/** Builds `dist` of every public package: bundles in this process, then declarations by one `tsc -b`. */
export async function buildWorkspace(): Promise<string[]> {
  const packages = publicPackages()
  for (const pkg of packages) {
    await bundle(pkg.dir, bundlesOf(pkg), bundledPackages[pkg.folder])
    removeStaleDeclarations(pkg.dir)
  }
  const tsc = await run(binary('tsc'), ['-b', ...packages.map(({ dir }) => join(dir, 'tsconfig.build.json'))])
  return tsc.ok ? [] : [tsc.output]
}

function bundlesOf(pkg: WorkspacePackage): Record<string, string> {
  const sources = [...pkg.entries.map(({ source }) => source), ...runtimeSources(pkg.manifest)]
  const bundles = Object.fromEntries(sources.map((source) => [outputOf(source), source]))
  return existsSync(join(pkg.dir, 'src/bin.ts')) ? { ...bundles, bin: 'src/bin.ts' } : bundles
}
