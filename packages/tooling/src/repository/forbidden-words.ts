import { homedir } from 'node:os'
import { root } from '../workspace/root.ts'
import { run } from '../workspace/run.ts'

/** Pieced together, so that this file does not hold what it forbids. */
const publicRegistries = [['registry', 'npmjs', 'org'].join('.'), ['registry', 'yarnpkg', 'com'].join('.')]

/** Hosts of registries, and the paths of this machine that are long enough to mean something. */
export async function forbiddenWords(): Promise<string[]> {
  const { output } = await run('npm', ['config', 'get', 'registry', '--loglevel=error'])
  const configured = URL.parse(output.split('\n').at(-1) ?? '')?.host ?? ''
  const paths = [root, homedir()].filter((path) => path.split(/[\\/]/).length > 2)
  return [...new Set([...publicRegistries, configured, ...paths])].filter((word) => word.length > 0)
}
