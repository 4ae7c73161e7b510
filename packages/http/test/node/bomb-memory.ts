// Run by bombs.test.ts in a process of its own: unpacks a bomb, and prints how much memory that took at most.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createHttp } from '@veza/http'

const [coding = '', file = ''] = process.argv.slice(2)
const bomb = readFileSync(file)
const server = createServer(({ url }, response) =>
  url === '/bomb'
    ? response.writeHead(200, { 'content-encoding': coding }).end(bomb)
    : response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync(JSON.stringify('x'.repeat(4_000_000)))),
).listen(0, '127.0.0.1')
await once(server, 'listening')
const http = createHttp({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
await http.json({ method: 'GET', path: '/small' })
globalThis.gc?.()
const before = process.memoryUsage().rss
let peak = before
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss)
}, 1)
const result = await http.json({ method: 'GET', path: '/bomb' }).safe()
clearInterval(watch)
const growth = Math.max(peak, process.memoryUsage().rss) - before
console.log(JSON.stringify({ code: result.error?.code, growth }))
await http.close()
server.closeAllConnections()
server.close()
