import { spawn } from 'node:child_process'
import { root } from './root.ts'

/** What a child process left behind. */
export interface Finished {
  readonly ok: boolean
  /** Standard output and error, in the order in which they came. */
  readonly output: string
}

const timeoutMs = 300_000

/** Runs a program to its end, or for five minutes, without standard input. */
export function run(program: string, args: readonly string[], cwd = root): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', reject)
    child.once('close', (code) => resolve({ ok: code === 0, output: output.trim() }))
  })
}
