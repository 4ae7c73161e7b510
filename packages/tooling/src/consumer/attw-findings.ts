import { readFileSync } from 'node:fs'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { filterProblems, problemKindInfo } from '@arethetypeswrong/core/problems'

/** As the profile for ES modules only: `import` from Node.js, and a bundler. */
const resolutions = ['node16-esm', 'bundler'] as const

/** What "Are the types wrong?" says about a tarball. */
export async function attwFindings(path: string): Promise<string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(path))))
  if (!analysis.types) return ['it has no types']
  return resolutions.flatMap((resolutionKind) =>
    filterProblems(analysis, { resolutionKind }).map(
      (problem) => `${resolutionKind}: ${problemKindInfo[problem.kind].title} ${JSON.stringify(problem)}`,
    ),
  )
}
