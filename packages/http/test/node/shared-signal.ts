// Run by shared-signal.test.ts in a process of its own: many calls share one signal; prints what is left of them.
import { getEventListeners, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHttp } from '@veza/http'

const [calls, transport] = [Number(process.argv[2]), process.argv[3]]
const concurrency = 32
const server = createServer((_, response) => response.end('{"ok":true}')).listen(0, '127.0.0.1')
await once(server, 'listening')
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const http = createHttp({ baseUrl, ...(transport === 'fetch' && { fetch }) })
const { signal } = new AbortController()

async function run(count: number): Promise<void> {
  let left = count
  const lane = async () => {
    while (left-- > 0) await http.json({ method: 'GET', path: '/thing' }, { signal })
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
}

/** The least of many collections: finalizers of streams run between them, some rounds late. */
async function heapUsed(): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 30; i++) {
    globalThis.gc?.()
    await new Promise(setImmediate)
    least = Math.min(least, process.memoryUsage().heapUsed)
  }
  return least
}

await run(10_000)
const before = await heapUsed()
await run(calls)
const growth = (await heapUsed()) - before
console.log(JSON.stringify({ growth, listeners: getEventListeners(signal, 'abort').length }))
server.closeAllConnections()
server.close()
