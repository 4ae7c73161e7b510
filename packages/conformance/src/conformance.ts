// Runs the suite on every runtime, from the packed tarballs, and writes docs/runtimes.md.
import { join } from 'node:path'
import { root, runPnpm } from '@veza/tooling'
import { conclude } from './run/conclude.ts'
import { consumerFolder } from './run/consumer.ts'
import { runOptions } from './run/options.ts'
import { runAll } from './run/run-all.ts'
import { runtimes, runtimesFolder } from './run/runtimes.ts'
import { installedSandbox } from './run/sandbox-process.ts'
import { select } from './run/select.ts'

const options = runOptions(
  process.argv.slice(2),
  runtimes.map(({ name }) => name),
)
const earlier: string[] = []

if (options.only.some((name) => !name.startsWith('node-'))) {
  // What the workspace does not bring is a workspace of its own.
  const { ok, output } = await runPnpm(['--dir', runtimesFolder, 'install', '--frozen-lockfile'])
  if (!ok) earlier.push(`the runtimes could not be installed:\n${output}`)
}
const folder = await consumerFolder()
const { ready, missing } = select(runtimes, options, folder)
if (!options.skipMissing) earlier.push(...missing)
const skipped = options.skipMissing ? missing : []

const runs = await runAll(ready, { folder, sandboxCommand: installedSandbox(folder) }, console.log)
const page = { path: join(root, 'docs/runtimes.md'), check: options.check }
const complete = ready.length === runtimes.length
process.exitCode = conclude({ ready, runs, earlier, skipped, complete, page }, console.log) > 0 ? 1 : 0
