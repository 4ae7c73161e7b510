import { spawn } from 'node:child_process'
import dns from 'node:dns'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createHttp } from '@veza/http'
import { TimeoutError } from '@veza/resilience'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../failure-of.ts'

const get = { method: 'GET', path: '/thing' } as const
const timeoutMs = 300

/** How much later than a timer of the same length the call failed: the machine's own delays fall on both. */
async function lateness(baseUrl: string): Promise<number> {
  const http = createHttp({ baseUrl, timeoutMs, retry: false })
  let timerAt = Number.NaN
  const timer = new Promise<void>((resolve) => {
    setTimeout(() => {
      timerAt = performance.now()
      resolve()
    }, timeoutMs)
  })
  const error = await failureOf(http.json(get))
  const failedAt = performance.now()
  await timer
  expect(error).toBeInstanceOf(TimeoutError)
  return failedAt - timerAt
}

/** A server that accepts, and then does what a test says. */
async function rawServer(onSocket: (socket: Socket) => void) {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    onSocket(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n'

describe('a call ends within 50 ms of its time when what stalls is', () => {
  test('the name', async () => {
    const { lookup } = dns
    dns.lookup = (() => undefined) as unknown as typeof dns.lookup
    try {
      expect(await lateness('https://stalled.invalid')).toBeLessThan(50)
    } finally {
      dns.lookup = lookup
    }
  })

  test('the connection', async () => {
    await using server = await stoppedServer()
    expect(await lateness(`http://${server.address}`)).toBeLessThan(50)
  })

  test('TLS', async () => {
    await using server = await rawServer(() => undefined)
    expect(await lateness(`https://${server.address}`)).toBeLessThan(50)
  })

  test('the headers', async () => {
    await using server = await rawServer((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-ty'))
    expect(await lateness(`http://${server.address}`)).toBeLessThan(50)
  })

  test('the body', async () => {
    await using server = await rawServer((socket) => socket.write(head))
    expect(await lateness(`http://${server.address}`)).toBeLessThan(50)
  })

  test('what follows a part of the body', async () => {
    await using server = await rawServer((socket) => socket.write(`${head}{"a":`))
    expect(await lateness(`http://${server.address}`)).toBeLessThan(50)
  })
})

/** A process that listens and is stopped: the kernel takes a few connections for it, and then answers no more. */
async function stoppedServer() {
  const program =
    "const s=require('net').createServer().listen({port:0,host:'127.0.0.1',backlog:1},()=>console.log(s.address().port))"
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const port = Number(line.toString())
  child.kill('SIGSTOP')
  const queued: Socket[] = []
  // Full when a connection does not stand at once.
  for (let stands = true; stands; ) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    queued.push(socket)
    stands = await Promise.race([
      once(socket, 'connect').then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 200)),
    ])
  }
  return {
    address: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of queued) socket.destroy()
      child.kill('SIGKILL')
    },
  }
}
