import { expect, test } from 'vitest'
import type { Doorkeeper } from './doorkeeper.ts'
import { RealtimeConnection } from './realtime-connection.ts'
import type { RealtimeContext } from './realtime-context.ts'
import { realtimeSettings } from './realtime-options.ts'
import type { RealtimeSocket } from './realtime-socket.ts'

/** A connection whose token is looked at as the test has it. */
function connectionWith(admit: Doorkeeper['admit']) {
  const closed: unknown[] = []
  const ponged: number[] = []
  const socket: RealtimeSocket = {
    bufferedBytes: 0,
    send: () => {},
    pong: (data) => ponged.push(data.length),
    flush: () => {},
    close: (code, reason) => closed.push([code, reason]),
    cut: () => {},
    silence: () => {},
  }
  const counts = { framesIn: 0, framesOut: 0, ignored: 0, slowConsumers: 0 }
  const settings = realtimeSettings({ maxPayload: 200 })
  const context = { settings, now: () => 0, doorkeeper: { admit }, counts } as unknown as RealtimeContext
  const observer = { frame: () => {}, gone: () => {} }
  return { closed, ponged, connection: new RealtimeConnection('ses_1', true, socket, context, observer) }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('where a token cannot be looked up, the connection is closed with 1011', async () => {
  const { closed, connection } = connectionWith(() => Promise.reject(new Error('no database')))
  connection.open('token')
  await settled()
  expect(closed).toEqual([[1011, 'Internal error']])
})

test('while a token is looked up, what comes is kept up to a limit', async () => {
  const { closed, connection } = connectionWith(() => new Promise(() => {}))
  connection.open('token')
  for (let i = 0; i < 6; i++) connection.receive('x'.repeat(25))
  expect(closed).toEqual([])
  connection.receive('x')
  connection.receive('x')
  expect(closed).toEqual([[1009, 'Frame too large']])
})

test('a ping is answered once what came before it has been handled', async () => {
  const { ponged, connection } = connectionWith(async (token) => ({
    token,
    key: { userId: 1 } as never,
    expiresAt: Number.POSITIVE_INFINITY,
  }))
  connection.ping(new Uint8Array(1))
  connection.open('token')
  connection.ping(new Uint8Array(2))
  expect(ponged).toEqual([1])
  await settled()
  connection.ping(new Uint8Array(3))
  expect(ponged).toEqual([1, 2, 3])
})

test('who leaves while the token is looked up is not let in', async () => {
  const answer = Promise.withResolvers<never>()
  const { closed, connection } = connectionWith(() => answer.promise)
  connection.open('token')
  connection.gone()
  answer.resolve({ token: 'token', key: { userId: 1 }, expiresAt: Number.POSITIVE_INFINITY } as never)
  await settled()
  expect([closed, connection.access]).toEqual([[], undefined])
})
