import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { serveSandbox } from '@veza/sandbox/node'
import { describe, expect, test } from 'vitest'
import { command } from '../src/node/command.ts'

describe('a served sandbox', () => {
  test('closes with stalled requests open, and twice', async () => {
    const running = await serveSandbox()
    const headers = { authorization: `Bearer ${running.apiKey}`, 'x-veza-fault': 'stall=headers' }
    const stalled = fetch(`${running.baseUrl}/users/1`, { headers }).then(
      () => 'answered',
      () => 'broken',
    )
    const half = await fetch(`${running.baseUrl}/users/1`, {
      headers: { ...headers, 'x-veza-fault': 'stall=body' },
    })
    await running.close()
    await running.close()
    expect(await stalled).toBe('broken')
    await expect(half.text()).rejects.toThrow()
  })

  test('takes chunked bodies up to its limit, and requests without one', async () => {
    await using running = await serveSandbox({ maxBodyBytes: 200 })
    const headers = { authorization: `Bearer ${running.apiKey}`, 'content-type': 'application/json' }
    const send = (content: string) => {
      const body = new Blob([JSON.stringify({ room_id: 1, content })]).stream()
      const init = { method: 'POST', headers, body, duplex: 'half' } as const
      return fetch(`${running.baseUrl}/chat/messages`, init)
    }
    expect((await send('short')).status).toBe(201)
    expect((await send('x'.repeat(200))).status).toBe(413)
    expect((await fetch(`${running.baseUrl}/users/1`, { method: 'DELETE', headers })).status).toBe(204)
    const rotate = `${running.baseUrl}/auth/api-keys/1/rotate`
    expect(
      (await fetch(rotate, { method: 'POST', headers: { authorization: headers.authorization } })).status,
    ).toBe(201)
  })

  test('refuses a port that is taken', async () => {
    await using running = await serveSandbox()
    await expect(serveSandbox({ port: Number(new URL(running.url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  test('takes 200 requests on one connection without a warning', async () => {
    await using running = await serveSandbox()
    const warnings: Error[] = []
    const warn = (warning: Error) => void warnings.push(warning)
    process.on('warning', warn)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const headers = { authorization: `Bearer ${running.apiKey}` }
    const sockets = new Set<unknown>()
    for (let i = 0; i < 200; i++) {
      const request = get(`${running.baseUrl}/users/1`, { agent, headers })
      const [response] = await once(request, 'response')
      sockets.add(request.socket)
      await text(response)
    }
    await new Promise(setImmediate)
    process.off('warning', warn)
    agent.destroy()
    expect(sockets.size).toBe(1)
    expect(warnings).toEqual([])
  })
})

const packageFile = fileURLToPath(new URL('../package.json', import.meta.url))

class Io extends EventEmitter {
  readonly stdin = new PassThrough()
  readonly stdout = new PassThrough()
  readonly stderr = new PassThrough()

  async printed(): Promise<{ stdout: string; stderr: string }> {
    this.stdout.end()
    this.stderr.end()
    return { stdout: await text(this.stdout), stderr: await text(this.stderr) }
  }
}

describe('the veza-sandbox command', () => {
  test('prints its help', async () => {
    const io = new Io()
    expect(await command(['--help'], io)).toBe(0)
    expect((await io.printed()).stdout).toContain('--exit-with-stdin')
  })

  test.each<[string[], RegExp]>([
    [['--colour'], /Unknown option '--colour'/],
    [['--port', 'x'], /--port takes a whole number from 0 to 65535/],
    [['--port', '70000'], /65535/],
    [['--rate-limit', '0'], /--rate-limit takes a whole number from 1/],
    [['--seed', '1.5'], /--seed/],
    [['something'], /Unexpected argument/],
    [['--rotation', 'wild'], /--rotation takes one of strict, grace, none/],
    [['--access-tokens', 'paper'], /opaque, jwt/],
    [['--token-life', '0'], /--token-life/],
    [['--clock-offset', '1e9'], /--clock-offset takes a whole number from -31536000/],
    [['--clients', '/nowhere'], /ENOENT/],
    [['--clients', fileURLToPath(import.meta.url)], /--clients takes a file that holds a JSON list/],
    [['--signing-keys', packageFile], /--signing-keys takes a file that holds a JSON list/],
  ])('refuses %j with a sentence and exit code 2', async (args, complaint) => {
    const io = new Io()
    expect(await command(args, io)).toBe(2)
    expect((await io.printed()).stderr).toMatch(complaint)
  })

  test('says what to do about a port that is taken', async () => {
    await using running = await serveSandbox()
    const { port } = new URL(running.url)
    const io = new Io()
    expect(await command(['--port', port], io)).toBe(2)
    expect((await io.printed()).stderr).toBe(
      `veza-sandbox: port ${port} is taken by another program: choose another --port, or leave it out for any that is free\n`,
    )
  })

  test('serves as its flags say until it is told to end', async () => {
    const io = new Io()
    const ended = command(['--json', '--seed', '7', '--rate-limit', '1', '--no-idempotency', '--cors'], io)
    const [line] = (await once(io.stdout, 'data')) as [Buffer]
    const { baseUrl, realtimeUrl, apiKey } = JSON.parse(line.toString()) as Record<
      'baseUrl' | 'realtimeUrl' | 'apiKey',
      string
    >
    const ask = () => fetch(`${baseUrl}/users/1`, { headers: { authorization: `Bearer ${apiKey}` } })
    const socket = new WebSocket(`${realtimeUrl}?token=${apiKey}`)
    await once(socket, 'open')
    const first = await ask()
    expect(first.headers.get('idempotency-key-support')).toBeNull()
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
    expect([first.status, (await ask()).status]).toEqual([200, 429])
    io.emit('SIGTERM')
    expect((await once(socket, 'close'))[0]).toMatchObject({ code: 1001 })
    expect(await ended).toBe(0)
    await expect(ask()).rejects.toThrow()
    expect(io.listenerCount('SIGINT')).toBe(0)
  })

  test('sets up tokens, clients, keys, the clock and certificates as its flags say', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'veza-command-'))
    const { publicKey } = generateKeyPairSync('ed25519')
    const key = { ...publicKey.export({ format: 'jwk' }), kid: 'k1' }
    const clientsFile = join(folder, 'clients.json')
    const keysFile = join(folder, 'keys.json')
    const mine = { client_id: 'mine', client_secret: 'a-secret', grant_types: ['client_credentials'] }
    await writeFile(clientsFile, JSON.stringify([mine]))
    await writeFile(keysFile, JSON.stringify([{ issuer: 'app', key }]))
    const io = new Io()
    const flags =
      '--json --rotation none --access-tokens jwt --token-life 60 --dpop-nonce --clock-offset=-7200 --mtls'
    const ended = command([...flags.split(' '), '--clients', clientsFile, '--signing-keys', keysFile], io)
    const [line] = (await once(io.stdout, 'data')) as [Buffer]
    const { url, username, password, mtls } = JSON.parse(line.toString()) as Record<string, string> & {
      mtls: Record<'baseUrl' | 'cert' | 'key' | 'ca', string>
    }
    expect([username, password]).toEqual(['ken_1', 'veza-sandbox'])
    const answer = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('mine:a-secret')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'read:users' }),
    })
    const token = (await answer.json()) as { access_token: string; expires_in: number }
    expect([token.expires_in, token.access_token.split('.').length]).toEqual([60, 3])
    const offMs = Date.parse(answer.headers.get('date') ?? '') - Date.now()
    expect(Math.abs(offMs + 7_200_000)).toBeLessThan(10_000)
    expect(await readFile(mtls.ca, 'utf8')).toContain('BEGIN CERTIFICATE')
    expect(mtls.baseUrl).toMatch(/^https:\/\/localhost:\d+\/v1$/)
    expect((await stat(mtls.key)).mode & 0o777).toBe(0o600)
    io.emit('SIGINT')
    expect(await ended).toBe(0)
    await expect(stat(mtls.key)).rejects.toMatchObject({ code: 'ENOENT' })
    await rm(folder, { recursive: true })
  })

  test('tells a person of certificates where it asks for them', async () => {
    const io = new Io()
    const ended = command(['--mtls'], io)
    const [lines] = (await once(io.stdout, 'data')) as [Buffer]
    expect(lines.toString()).toMatch(/VEZA_ISSUER=http.*VEZA_USERNAME=ken_1.*VEZA_CERT=\S+client\.crt/s)
    io.emit('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('tells a person what to give to a program, and ends with its standard input', async () => {
    const io = new Io()
    const ended = command(['--exit-with-stdin'], io)
    const [lines] = (await once(io.stdout, 'data')) as [Buffer]
    expect(lines.toString()).toMatch(
      /VEZA_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/v1\n {2}VEZA_REALTIME_URL=ws:\/\/127\.0\.0\.1:\d+\/ws\n {2}VEZA_API_KEY=veza_test_/,
    )
    io.stdin.end()
    expect(await ended).toBe(0)
  })

  test('is a program', async () => {
    const program = fileURLToPath(new URL('../src/bin.ts', import.meta.url))
    const child = spawn(process.execPath, ['--conditions=@veza/source', program, '--json'])
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    expect(JSON.parse(line.toString())).toHaveProperty('apiKey')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('is a program that says what to install where Node.js is too old, and listens to nothing', async () => {
    const program = fileURLToPath(new URL('../src/bin.ts', import.meta.url))
    const older =
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.19.0" } })'
    const child = spawn(process.execPath, [
      '--conditions=@veza/source',
      `--import=data:text/javascript,${encodeURIComponent(older)}`,
      program,
    ])
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ])
    expect({ stdout, stderr, code }).toEqual({
      stdout: '',
      stderr: expect.stringMatching(
        /^veza-sandbox needs Node.js 22.13 or later, and this is 20.19.0. Install .*\n$/,
      ),
      code: 1,
    })
  })
})
