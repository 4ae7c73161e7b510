import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A sandbox in a process of its own. */
export interface SandboxProcess extends AsyncDisposable {
  readonly url: string
  readonly baseUrl: string
  readonly apiKey: string
}

/** Starts the `veza-sandbox` command and waits until it listens. It ends with this process, however that ends. */
export async function startSandbox(): Promise<SandboxProcess> {
  const command = fileURLToPath(new URL('./src/bin.ts', import.meta.resolve('@veza/sandbox/package.json')))
  const child = spawn(process.execPath, [...process.execArgv, command, '--json', '--exit-with-stdin'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const failed = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the sandbox ended with code ${code}`)),
  )
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), failed])) as [string]
  failed.catch(() => undefined)
  return {
    ...(JSON.parse(line) as { url: string; baseUrl: string; apiKey: string }),
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit')
      child.stdin.end()
      await exited
    },
  }
}
