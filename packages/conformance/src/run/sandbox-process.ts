import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { SandboxAddress } from '../suite/world.ts'

/** A sandbox in a process of its own. */
export interface SandboxProcess extends AsyncDisposable, SandboxAddress {}

/** The sandbox's command, where the tarballs are installed. */
export function installedSandbox(folder: string): readonly string[] {
  return [join(folder, 'node_modules/@veza/sandbox/dist/bin.js')]
}

/**
 * Starts a sandbox that lets web pages use it, and waits until it listens. It ends with this process, however that ends.
 *
 * @param command - arguments of Node.js that start the `veza-sandbox` command.
 */
export async function startSandbox(command: readonly string[]): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [...command, '--json', '--cors', '--exit-with-stdin'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const failed = ended.then(([code]) => Promise.reject(new Error(`the sandbox ended with code ${code}`)))
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), failed])) as [string]
  failed.catch(() => undefined)
  const address = JSON.parse(line) as SandboxAddress
  return { ...address, [Symbol.asyncDispose]: () => stop(child, ended) }
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.stdin?.end()
  await ended
}
