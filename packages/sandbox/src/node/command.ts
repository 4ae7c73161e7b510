import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type ServeOptions, serveSandbox } from './serve-sandbox.ts'

/** What a command reads from and writes to: a part of `process`. */
export interface CommandIo {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  once(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  removeListener(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

const help = `veza-sandbox: the Veza platform on this machine, for trying and testing

  --port N            listen on this port (default: any that is free)
  --seed N            begin with other data (default: 1)
  --rate-limit N      take N requests a minute for each API key (default: 10000)
  --no-idempotency    do not honour idempotency keys
  --cors              let web pages of every origin use it
  --json              print one line of JSON: url, baseUrl, realtimeUrl, apiKey
  --exit-with-stdin   end when standard input closes
  --help              print this
`

const options = {
  port: { type: 'string' },
  seed: { type: 'string' },
  'rate-limit': { type: 'string' },
  'no-idempotency': { type: 'boolean' },
  cors: { type: 'boolean' },
  json: { type: 'boolean' },
  'exit-with-stdin': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/**
 * The `veza-sandbox` command: serves until it is told to end.
 *
 * @param args - the command line, without program and script.
 * @returns the exit code: 0, or 2 when the command line is wrong or the port is taken.
 */
export async function command(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...args], options })
    if (values.help) {
      io.stdout.write(help)
      return 0
    }
    await serve(serveOptions(values), values, io)
    return 0
  } catch (error) {
    io.stderr.write(`veza-sandbox: ${complaintOf(error)}\n`)
    return 2
  }
}

function complaintOf(error: unknown): string {
  const { code, port } = error as { readonly code?: string; readonly port?: number }
  const another = 'choose another --port, or leave it out for any that is free'
  if (code === 'EADDRINUSE') return `port ${port} is taken by another program: ${another}`
  if (code === 'EACCES') return `port ${port} may not be used without further rights: ${another}`
  return error instanceof Error ? error.message : String(error)
}

interface Flags {
  readonly port?: string
  readonly seed?: string
  readonly 'rate-limit'?: string
  readonly 'no-idempotency'?: boolean
  readonly cors?: boolean
  readonly json?: boolean
  readonly 'exit-with-stdin'?: boolean
}

function serveOptions(flags: Flags): ServeOptions {
  const limit = wholeNumber('--rate-limit', flags['rate-limit'], 1, Number.MAX_SAFE_INTEGER)
  const port = wholeNumber('--port', flags.port, 0, 65_535)
  const seed = wholeNumber('--seed', flags.seed, 0, Number.MAX_SAFE_INTEGER)
  return {
    ...(port !== undefined && { port }),
    ...(seed !== undefined && { seed }),
    ...(limit !== undefined && { rateLimit: { limit, windowMs: 60_000 } }),
    idempotencyKeys: flags['no-idempotency'] !== true,
    cors: flags.cors === true,
  }
}

function wholeNumber(
  flag: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new TypeError(`${flag} takes a whole number from ${least} to ${most}`)
}

async function serve(serveOptions: ServeOptions, flags: Flags, io: CommandIo): Promise<void> {
  await using running = await serveSandbox(serveOptions)
  const { url, baseUrl, realtimeUrl, apiKey } = running
  const ended = toldToEnd(io, flags['exit-with-stdin'] === true)
  io.stdout.write(
    flags.json
      ? `${JSON.stringify({ url, baseUrl, realtimeUrl, apiKey })}\n`
      : `The Veza sandbox listens. Give these to your program:\n\n  VEZA_BASE_URL=${baseUrl}\n  VEZA_REALTIME_URL=${realtimeUrl}\n  VEZA_API_KEY=${apiKey}\n\n`,
  )
  await ended
}

async function toldToEnd(io: CommandIo, withStdin: boolean): Promise<void> {
  const signalled = Promise.withResolvers<void>()
  io.once('SIGINT', signalled.resolve)
  io.once('SIGTERM', signalled.resolve)
  if (withStdin) io.stdin.resume()
  await Promise.race(withStdin ? [signalled.promise, once(io.stdin, 'end')] : [signalled.promise])
  io.removeListener('SIGINT', signalled.resolve)
  io.removeListener('SIGTERM', signalled.resolve)
}
