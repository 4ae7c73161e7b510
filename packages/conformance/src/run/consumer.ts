import { buildWorkspace, installTarballs, tarballs } from '@veza/tooling'
import { placeSuite } from './place-suite.ts'
import { portableEntries } from './portable-entries.ts'

/**
 * A folder outside the repository where the tarballs of all packages are installed, as a user would have them, and
 * where the suite lies ready to run, as source and as bundles.
 *
 * @throws Error when a package cannot be built, packed or installed.
 */
export async function consumerFolder(): Promise<string> {
  const findings = await buildWorkspace()
  if (findings.length > 0) throw new Error(findings.join('\n'))
  const packed = await tarballs()
  const folder = await installTarballs(packed)
  await placeSuite(
    folder,
    packed.flatMap(({ pkg }) => portableEntries(pkg)),
  )
  return folder
}
