import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fileTokenStore } from '../../src/node/index.ts'
import { oauth } from '../../src/oauth/index.ts'
import { Browser } from '../support/browser.ts'
import { oidcServer } from '../support/oidc-server.ts'

const long = process.env['VEZA_AUTH_LONG'] === '1'
const processes = long ? 16 : 6
const victims = long ? 5 : 2
const runMs = long ? 30_000 : 1500

const worker = fileURLToPath(new URL('../support/session-worker.ts', import.meta.url))
const redirectUri = 'https://app.example/callback'
const spa = {
  client_id: 'spa',
  token_endpoint_auth_method: 'none',
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
}

interface Report {
  readonly served: number
  readonly errors: readonly string[]
  readonly events: Readonly<Record<string, number>>
}

/** The process that the present lock's file names; a lock that is free names none. */
function lockHolder(directory: string): number | undefined {
  const locks = readdirSync(directory).filter((file) => /-lock\.\d+$/.test(file))
  const latest = locks.sort((a, b) => Number(a.split('.').at(-1)) - Number(b.split('.').at(-1))).at(-1)
  try {
    return (JSON.parse(readFileSync(join(directory, latest ?? ''), 'utf8')) as { pid: number }).pid
  } catch {
    return undefined
  }
}

/**
 * Kills a process at any moment but the few milliseconds between the server's rotation and the saving: a strict server
 * leaves nothing to save a session with then. It is stopped first, so that what was looked at stays so.
 */
async function kill(child: ChildProcess, directory: string): Promise<void> {
  for (;;) {
    child.kill('SIGSTOP')
    if (lockHolder(directory) !== child.pid) break
    child.kill('SIGCONT')
    await after(20)
  }
  child.kill('SIGKILL')
}

test(`attack 19: ${processes} processes share one file store with 300 ms tokens, ${victims} of them killed`, {
  timeout: 240_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'veza-many-'))
  /** The process that is to die when its request comes in: before the server has rotated anything. */
  let condemned: ChildProcess | undefined
  await using server = await oidcServer({
    clients: [spa],
    accessTokenLifeS: 1,
    intercept: (request, response) => {
      if (condemned === undefined || request.headers['user-agent'] !== `worker-${condemned.pid}`) return false
      condemned.kill('SIGKILL')
      condemned = undefined
      response.destroy()
      return true
    },
  })
  const client = oauth({
    clientId: 'spa',
    issuer: server.issuer,
    authorizationUrl: `${server.issuer}/auth`,
    tokenUrl: `${server.issuer}/token`,
    scope: ['openid'],
    redirectUri,
    store: fileTokenStore({ directory }),
  })
  const { url, pending } = await client.startSignIn()
  await client.finishSignIn(await new Browser().visit(url, redirectUri), pending)

  const children = Array.from({ length: processes }, () =>
    fork(worker, [directory, server.issuer], { execArgv: ['--conditions=@veza/source'] }),
  )
  try {
    await Promise.all(children.map((child) => once(child, 'message')))
    const [inExchange, ...atRandom] = children.slice(0, victims)
    condemned = inExchange
    for (const victim of atRandom) {
      await after(Math.random() * (runMs / victims))
      await kill(victim, directory)
    }
    // On a busy machine, as long as it takes.
    for (let ms = 0; ms < 60_000 && server.memory.rotations < 10; ms += 100) await after(100)
    await after(runMs / 2)
    const survivors = children.filter((child) => child.exitCode === null && child.signalCode === null)
    const reports = await Promise.all(
      survivors.map(async (child) => {
        const report = once(child, 'message')
        child.send('stop')
        return (await report)[0] as Report
      }),
    )
    const exchanges = reports.reduce((sum, { events }) => sum + (events['refreshed'] ?? 0), 0)
    if (long)
      console.log({
        rotations: server.memory.rotations,
        exchanges,
        served: reports.map(({ served }) => served),
      })
    expect(survivors.length).toBeGreaterThanOrEqual(processes - victims)
    expect(reports.flatMap(({ errors }) => errors)).toEqual([])
    // Nobody presented a token twice: each exchange was a rotation, and each rotation was saved by whoever asked for it.
    expect(server.memory.reuses).toBe(0)
    expect(server.errors).toEqual([])
    expect(server.memory.rotations).toBeGreaterThanOrEqual(10)
    expect(exchanges).toBeLessThanOrEqual(server.memory.rotations)
    // One for the sign-in, and one of the process that died before the server had read it.
    const asked =
      server.requests.filter((path) => path === '/token').length - (condemned === undefined ? 2 : 1)
    expect(asked).toBe(server.memory.rotations)
    for (const { served } of reports) expect(served).toBeGreaterThan(10)
  } finally {
    for (const child of children) child.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  }
})
