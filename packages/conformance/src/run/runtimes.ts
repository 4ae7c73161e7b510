import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installedNodes, root } from '@veza/tooling'
import type { Launch, Runtime } from './runtime.ts'

/** Where the runtimes are installed that the workspace does not bring. */
export const runtimesFolder = join(root, 'packages/conformance/runtimes')

const program = 'conformance/programs/process.ts'
const noPackage = 'There is no package of it for this platform.'

/** Every runtime that the suite must pass on. */
export const runtimes: readonly Runtime[] = [
  nodeRuntime(22),
  nodeRuntime(24),
  nodeRuntime(26),
  {
    name: 'bun',
    label: 'Bun',
    kind: 'bun',
    launch: () => whereThere(bunBinary(), (path) => ({ program: path, args: ['run', program] })),
    remedy: noPackage,
  },
  {
    name: 'deno',
    label: 'Deno',
    kind: 'deno',
    launch: (folder) => whereThere(denoBinary(), (path) => denoLaunch(path, folder)),
    remedy: noPackage,
  },
  {
    name: 'workerd',
    label: 'workerd',
    kind: 'workerd',
    launch: () => whereThere(join(runtimesFolder, 'node_modules/miniflare'), () => scriptLaunch('workerd')),
    remedy: noPackage,
  },
  {
    name: 'chromium',
    label: 'Chromium',
    kind: 'chromium',
    launch() {
      const found = chromiumBinaries().find((path) => existsSync(path))
      return found === undefined
        ? undefined
        : { ...scriptLaunch('chromium'), env: { CONFORMANCE_CHROMIUM: found } }
    },
    remedy: 'Install Chromium (apt-get install chromium), or name its binary in CHROMIUM.',
  },
]

function nodeRuntime(major: number): Runtime {
  return {
    name: `node-${major}`,
    label: `Node ${major}`,
    kind: 'node',
    launch() {
      const found = installedNodes().find(
        ({ label }) => label === `node-${major}` || label.startsWith(`node v${major}.`),
      )
      return found === undefined ? undefined : { program: found.path, args: [program] }
    },
    remedy: `Run it with Node ${major}, or where the workspace brings it (Linux on x64).`,
  }
}

function whereThere(path: string, launch: (path: string) => Launch): Launch | undefined {
  return existsSync(path) ? launch(path) : undefined
}

function scriptLaunch(name: string): Launch {
  return { program: process.execPath, args: [join(runtimesFolder, `${name}.mjs`)] }
}

/** With no more rights than the suite needs: the SDK must not ask for others. */
function denoLaunch(path: string, folder: string): Launch {
  const rights = [
    '--allow-net=127.0.0.1',
    '--allow-env=CONFORMANCE,VEZA_API_KEY,VEZA_BASE_URL',
    `--allow-read=${folder}`,
  ]
  const closed = ['--no-prompt', '--no-remote', '--no-lock', '--node-modules-dir=manual']
  return {
    program: path,
    args: ['run', ...rights, ...closed, program],
    env: { DENO_NO_UPDATE_CHECK: '1', DENO_DIR: join(folder, '.deno') },
  }
}

function bunBinary(): string {
  const cpu = process.arch === 'arm64' ? 'aarch64' : process.arch
  return join(runtimesFolder, `node_modules/@oven/bun-${process.platform}-${cpu}/bin/bun`)
}

function denoBinary(): string {
  const libc = process.platform === 'linux' ? '-glibc' : ''
  return join(runtimesFolder, `node_modules/@deno/${process.platform}-${process.arch}${libc}/deno`)
}

function chromiumBinaries(): string[] {
  const named = process.env['CHROMIUM']
  if (named) return [named]
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
}
