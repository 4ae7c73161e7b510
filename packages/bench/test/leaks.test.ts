import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { measureLeaks } from '../src/leaks/measure-leaks.ts'
import { startWorker } from '../src/processes/worker.ts'
import { fromSource } from './from-source.ts'
import { patience } from './patience.ts'

const waste: (() => void)[] = []
afterAll(() => {
  for (const remove of waste) remove()
})

test('the SDK leaves no listener', patience, async () => {
  await using server = startWorker(fromSource)
  await using worker = startWorker(fromSource)
  await worker.run('load', { name: 'veza', baseUrl: await server.run('serve', undefined) })
  const leaks = await worker.run('leaks', { name: 'veza', calls: 1000, sharedSignal: true })
  expect(leaks).toMatchObject({ calls: 1000, sharedSignal: true, listeners: 0, listenersKept: 0 })
})

test('a client that leaves listeners, timers and sockets is found out', patience, async () => {
  const sockets: Socket[] = []
  const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  waste.push(() => server.close())
  const get = async (signal?: AbortSignal) => {
    signal?.addEventListener('abort', () => undefined)
    const timer = setTimeout(() => undefined, 60_000).unref()
    waste.push(() => clearTimeout(timer))
    if (sockets.length > 0) return
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').unref()
    await once(socket, 'connect')
    waste.push(() => {
      socket.destroy()
      for (const other of sockets) other.destroy()
    })
  }
  const leaks = await measureLeaks({ get }, 100, true)
  expect(leaks.listeners).toBe(110)
  expect(leaks.listenersKept).toBe(110)
  expect(leaks.timers).toBeGreaterThanOrEqual(1)
  expect(leaks.sockets).toBeGreaterThanOrEqual(1)
  await expect(measureLeaks({}, 1, false)).rejects.toThrow('no call')
})
