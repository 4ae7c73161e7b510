import { connect, type RealtimeClient } from '../../src/index.ts'
import { impatient } from '../support/live-sandbox.ts'
import type { CrowdLine } from './run-storm.ts'

const [url = '', token = '', size = '1', firstDelayMs = '5000'] = process.argv.slice(2)
const print = (line: CrowdLine): void => console.log(JSON.stringify(line))
const authenticator = { authenticate: () => ({ authorization: `Bearer ${token}` }) }
const options = {
  url,
  authenticator,
  logger: impatient.logger,
  reconnect: { firstDelayMs: Number(firstDelayMs) },
}
const atOnce = 25
const aMinute = 60_000

const clients: RealtimeClient[] = []
const backAt: number[] = []
let failed = 0

/** One of many: it is in a room, and tells when it is back. */
async function join(): Promise<void> {
  const live = await connect({ ...options, startTimeoutMs: 2 * aMinute, connectTimeoutMs: aMinute })
  await live.room(1).subscribe()
  clients.push(live)
  live.on('state', ({ state }) => {
    if (state !== 'ready') return
    backAt.push(Date.now())
    ended()
  })
  void live.closed.then(({ error }) => {
    if (error === undefined) return
    failed++
    ended()
  })
}

/** The last one is back, or has failed. */
function ended(): void {
  if (backAt.length + failed === Number(size)) void report()
}

async function report(): Promise<void> {
  const connections = clients.reduce((sum, live) => sum + live.stats().connections, 0)
  print({ back: backAt.length, failed, lastAt: Math.max(...backAt), connections })
  await Promise.all(clients.map((live) => live.close()))
}

while (clients.length < Number(size)) {
  const left = Number(size) - clients.length
  await Promise.all(Array.from({ length: Math.min(atOnce, left) }, () => join()))
}
print({ connected: clients.length })
