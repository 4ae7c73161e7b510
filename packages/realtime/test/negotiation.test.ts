import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { ManualClock } from '@veza/resilience/testing'
import { expect, test } from 'vitest'
import { connect } from '../src/index.ts'
import { modelOptions } from './model/model-options.ts'
import { ModelServer } from './model/model-server.ts'
import { impatient } from './support/live-sandbox.ts'

const both = ['veza.v2', 'veza.v1']

test('a server that breaks off after it has chosen veza.v2 is offered it again', async () => {
  const [server, clock] = [new ModelServer(), new ManualClock()]
  const connecting = connect(modelOptions(server, clock))
  await clock.advance(0)
  server.current?.open('veza.v2')
  server.current?.end({ code: 1006, reason: '' })
  await clock.advance(5000)
  expect(server.peers.map(({ request }) => request.protocols)).toEqual([both, both])
  const peer = server.current
  if (peer !== undefined) {
    server.accept(peer, true)
    peer.deliver()
  }
  const closing = (await connecting).close()
  await clock.advance(2000)
  await closing
})

test('a server that does not answer in time is offered veza.v2 again, on Node', async () => {
  const sockets = new Set<Socket>()
  const offers: string[] = []
  const twice = Promise.withResolvers<void>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (data) => {
      offers.push(/^sec-websocket-protocol: (.*)\r$/im.exec(data.toString())?.[1] ?? '')
      if (offers.length === 2) twice.resolve()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`
  const stop = new AbortController()
  const connecting = connect({ ...impatient, url, connectTimeoutMs: 50, signal: stop.signal })
  await twice.promise
  stop.abort()
  await expect(connecting).rejects.toMatchObject({ code: 'ABORTED' })
  expect(offers.slice(0, 2)).toEqual([both.join(), both.join()])
  for (const socket of sockets) socket.destroy()
  server.close()
})
