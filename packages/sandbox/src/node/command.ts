import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type Flags, flagTypes, help, serveOptions } from './command-options.ts'
import { type RunningSandbox, type ServeOptions, serveSandbox } from './serve-sandbox.ts'
import { type CertificateFiles, certificateFiles } from './tls/certificate-files.ts'

/** What a command reads from and writes to: a part of `process`. */
export interface CommandIo {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  once(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  removeListener(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/**
 * The `veza-sandbox` command: serves until it is told to end.
 *
 * @param args - the command line, without program and script.
 * @returns the exit code: 0, or 2 when the command line is wrong or the port is taken.
 */
export async function command(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...args], options: flagTypes })
    if (values.help) {
      io.stdout.write(help)
      return 0
    }
    await serve(await serveOptions(values), values, io)
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
  if (code === 'EACCES' && port !== undefined)
    return `port ${port} may not be used without further rights: ${another}`
  return error instanceof Error ? error.message : String(error)
}

async function serve(options: ServeOptions, flags: Flags, io: CommandIo): Promise<void> {
  await using running = await serveSandbox(options)
  await using files = running.mtls && (await certificateFiles(running.mtls))
  const ended = toldToEnd(io, flags['exit-with-stdin'] === true)
  io.stdout.write(flags.json ? `${JSON.stringify(facts(running, files))}\n` : greeting(running, files))
  await ended
}

function facts(
  { url, baseUrl, realtimeUrl, apiKey, sandbox, mtls }: RunningSandbox,
  files: CertificateFiles | undefined,
) {
  const { username, password } = sandbox
  return {
    url,
    baseUrl,
    realtimeUrl,
    apiKey,
    username,
    password,
    ...(mtls && { mtls: { baseUrl: mtls.baseUrl, ...files } }),
  }
}

function greeting(running: RunningSandbox, files: CertificateFiles | undefined): string {
  const { url, baseUrl, realtimeUrl, apiKey, sandbox, mtls } = running
  const lines = (variables: Readonly<Record<string, string>>) =>
    Object.entries(variables)
      .map(([name, value]) => `  ${name}=${value}\n`)
      .join('')
  const key = lines({ VEZA_BASE_URL: baseUrl, VEZA_REALTIME_URL: realtimeUrl, VEZA_API_KEY: apiKey })
  const user = lines({
    VEZA_ISSUER: url,
    VEZA_CLIENT_ID: 'sandbox-cli',
    VEZA_USERNAME: sandbox.username,
    VEZA_PASSWORD: sandbox.password,
  })
  const certificate =
    mtls &&
    files &&
    lines({
      VEZA_BASE_URL: mtls.baseUrl,
      VEZA_CLIENT_ID: 'sandbox-mtls',
      VEZA_CERT: files.cert,
      VEZA_KEY: files.key,
      VEZA_CA: files.ca,
    })
  return [
    `The Veza sandbox listens. Give these to your program:\n\n${key}`,
    `Or have a user sign in:\n\n${user}`,
    ...(certificate === undefined ? [] : [`Or show a certificate:\n\n${certificate}`]),
    '',
  ].join('\n')
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
