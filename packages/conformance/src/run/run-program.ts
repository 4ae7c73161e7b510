import { spawn } from 'node:child_process'
import type { Launch } from './runtime.ts'

/** What a program left behind. */
export interface Finished {
  /** Standard output, and all of it and standard error, as they came. */
  readonly stdout: string
  readonly output: string
  /** Whether it had to be ended, although it had printed its last line. */
  readonly lingered: boolean
}

/** How long a program may take. */
export interface Patience {
  /** In all. */
  readonly wholeMs: number
  /** From its last line on: what is left then is a timer or a connection that somebody forgot. */
  readonly lingerMs: number
}

const patience: Patience = { wholeMs: 240_000, lingerMs: 5000 }

/**
 * Runs a program to its end, or until it has had its time.
 *
 * @param lastLine - how the last line begins that it prints.
 */
export function runProgram(
  { program, args, env }: Launch,
  folder: string,
  lastLine: string,
  { wholeMs, lingerMs }: Patience = patience,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: wholeMs,
    })
    let output = ''
    let stdout = ''
    let lingering: NodeJS.Timeout | undefined
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      stdout += text
      if (lingering === undefined && stdout.includes(`\n${lastLine}`) && stdout.endsWith('\n'))
        lingering = setTimeout(() => child.kill(), lingerMs)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.once('error', reject)
    child.once('close', (_, signal) => {
      clearTimeout(lingering)
      resolve({ stdout, output, lingered: signal !== null && lingering !== undefined })
    })
  })
}
