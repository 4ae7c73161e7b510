// Runs a root script after a complete, locked install. Needs only Node 18 or later and npm.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const pin = manifest.packageManager.split('+')[0]
const task = process.argv.slice(2).join(' ')
const steps = (pnpm) =>
  `${pnpm} install --frozen-lockfile && ${pnpm} exec node packages/tooling/check-node.mjs && ${pnpm} run ${task}`

// Started by the pinned pnpm: use it. Otherwise npx brings it, with no Corepack and no global install.
const underPin = (process.env.npm_config_user_agent ?? '').startsWith(`${pin.replace('@', '/')} `)
const command = underPin
  ? steps(JSON.stringify(process.env.npm_execpath ?? 'pnpm'))
  : `npx --yes --package=${pin} --call "${steps('pnpm')}"`
const run = spawnSync(command, { cwd: root, stdio: 'inherit', shell: true })
if (run.error) throw run.error
process.exitCode = run.status ?? 1
