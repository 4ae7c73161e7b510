import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'
import { type Finished, run } from './run.ts'

/** Runs the pinned pnpm: the one that started us, or one that npx brings. */
export function runPnpm(args: readonly string[]): Promise<Finished> {
  const started = process.env['npm_execpath']
  if (started?.includes('pnpm')) return run(started, args)
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string }
  const pin = manifest.packageManager.replace(/\+.*/, '')
  return run('npx', ['--yes', `--package=${pin}`, '--', 'pnpm', ...args])
}
