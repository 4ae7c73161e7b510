import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { isVezaError, systemClock } from '@veza/resilience'
import { expect, test } from 'vitest'
import { fileTokenStore } from '../../src/node/index.ts'
import { Session } from '../../src/session/session.ts'
import { decodeRecord } from '../../src/tokens/token-set.ts'
import { GrantServer, type RotationPolicy } from '../support/grant-server.ts'
import { httpExchange } from '../support/http-exchange.ts'
import { tokenOf } from '../support/session-rig.ts'

const long = process.env['VEZA_AUTH_LONG'] === '1'
const worker = fileURLToPath(new URL('../support/killed-worker.ts', import.meta.url))
interface Outcome {
  readonly point: number
  readonly killed: boolean
  /** Writes that were left to the point, where it was not reached. */
  readonly left: number
  readonly end: 'kept' | 'rotation-interrupted'
}

async function refreshAndDie(policy: RotationPolicy, point: number): Promise<Outcome> {
  const directory = mkdtempSync(join(tmpdir(), 'veza-killed-'))
  const server = new GrantServer(policy, Date.now)
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const tokens = await server.exchange
      .refresh?.(await text(request), AbortSignal.timeout(5000))
      .catch(() => undefined)
    response.writeHead(tokens === undefined ? 400 : 200).end(JSON.stringify(tokens ?? {}))
  }
  const http = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(http, 'listening')
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  try {
    const open = () =>
      new Session({
        key: 'grant',
        store: fileTokenStore({ directory }),
        exchange: httpExchange(url),
        timing: { refreshTimeoutMs: 5000, minRefreshIntervalMs: 0 },
        clock: systemClock,
        random: () => 0,
      })
    await open().signedIn({ ...server.signIn(), obtainedAt: Date.now() - 7_200_000 })
    const child = spawn(
      process.execPath,
      ['--conditions=@veza/source', worker, directory, url, String(point)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    const [left, [, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expectNothingDamaged(directory)
    const end = await continued(open())
    // Whatever happened, signing in again works at once: nothing is locked.
    const again = open()
    await again.signedIn(server.signIn())
    expect(await tokenOf(open())).toContain('access-')
    return { point, killed: signal === 'SIGKILL', left: Number(left), end }
  } finally {
    http.closeAllConnections()
    http.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function continued(session: Session): Promise<Outcome['end']> {
  try {
    await tokenOf(session)
    return 'kept'
  } catch (error) {
    if (!isVezaError(error, 'AUTH_SESSION_LOST')) throw error
    return (error.details as { reason: Outcome['end'] }).reason
  }
}

/** Every file that counts is whole: records can be read, locks say who holds them. */
function expectNothingDamaged(directory: string): void {
  for (const name of readdirSync(directory).filter((file) => !file.includes('.tmp-'))) {
    const path = join(directory, name)
    if (!existsSync(path)) continue
    const content = readFileSync(path, 'utf8')
    const whole = name.includes('-lock')
      ? content === 'free' || typeof JSON.parse(content) === 'object'
      : decodeRecord(content) !== undefined
    expect([name, whole]).toEqual([name, true])
  }
}

test('attack 18: a process killed at any write leaves nothing damaged and nothing locked', {
  timeout: long ? 3_600_000 : 60_000,
}, async () => {
  const beyond = 1000
  // How many points a refresh has, before, within and after its writes.
  const points = beyond - (await refreshAndDie('strict', beyond)).left
  const rounds = long ? 1000 : 8
  const outcomes: Outcome[] = []
  for (let round = 0; round < rounds; round++) {
    // Spread over all points, and over both kinds of server.
    const point = (round * 31) % points
    outcomes.push(await refreshAndDie(round % 2 ? 'grace' : 'strict', point))
  }
  const killed = outcomes.filter((outcome) => outcome.killed)
  if (long)
    console.log(
      `${killed.length} killed at ${points} points`,
      Object.groupBy(outcomes, ({ end }) => end).kept?.length,
    )
  expect(points).toBeGreaterThan(30)
  expect(killed).toHaveLength(rounds)
  // A server with grace takes the old token once more: there, no kill loses the session.
  expect(outcomes.filter(({ end }, round) => end !== 'kept' && round % 2 === 1)).toEqual([])
})
