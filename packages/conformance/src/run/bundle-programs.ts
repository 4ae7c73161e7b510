import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

/**
 * Bundles the suite for runtimes that take bundles only, with the conditions that their tools use. No import is left out:
 * one of a Node.js module makes it fail.
 *
 * @param programs - the folder of the programs.
 * @param out - where the bundles go: `worker.js`, and `page/page.js` with what it loads later.
 * @param conditions - further conditions. @defaultValue none: the packages as they are published
 */
export async function bundlePrograms(
  programs: string,
  out: string,
  conditions: readonly string[] = [],
): Promise<void> {
  const shared: BuildOptions = {
    absWorkingDir: programs,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    logLevel: 'silent',
  }
  await build({
    ...shared,
    entryPoints: ['worker.ts'],
    outfile: join(out, 'worker.js'),
    conditions: ['workerd', 'worker', ...conditions],
  })
  // What is loaded later is loaded later here too, as in a page that a bundler made.
  await build({
    ...shared,
    entryPoints: ['page.ts'],
    outdir: join(out, 'page'),
    splitting: true,
    conditions: [...conditions],
  })
}
