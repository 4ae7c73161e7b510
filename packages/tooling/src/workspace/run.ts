import { spawn } from 'node:child_process'
import { root } from './root.ts'

/** What a child process left behind. */
export interface Finished {
  readonly ok: boolean
  /** Standard output and error, in the order in which they came. */
  readonly output: string
  /** Standard output alone. */
  readonly stdout: string
}

const timeoutMs = 300_000

/** Runs a program to its end, or for five minutes, without standard input. @param env - further variables. */
export function run(
  program: string,
  args: readonly string[],
  cwd = root,
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    })
    let output = ''
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ ok: code === 0, output: output.trim(), stdout: stdout.trim() }))
  })
}
