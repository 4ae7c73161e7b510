import { expect, test } from 'vitest'
import type { Position } from '../src/index.ts'
import { LiveSandbox } from './support/live-sandbox.ts'

test('the position moves once every listener has returned, and its promise is settled', async () => {
  await using sandbox = await LiveSandbox.serve()
  const live = await sandbox.connect()
  const room = live.room(1)
  await room.subscribe()
  const before = room.position
  const within: (Position | undefined)[] = []
  const work = Promise.withResolvers<void>()
  const came = Promise.withResolvers<Position>()
  live.on('message', ({ epoch = '', seq = 0 }) => {
    within.push(room.position)
    came.resolve({ epoch, seq })
    return work.promise
  })
  await sandbox.post(1, 'one')
  const event = await came.promise
  expect(within).toEqual([before])
  expect(room.position).toEqual(before)
  work.resolve()
  await work.promise
  await new Promise(setImmediate)
  expect(room.position).toEqual(event)
})

test('the position waits for what history has yet to fill in, and for who reads it', async () => {
  await using sandbox = await LiveSandbox.serve()
  const filling = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const live = await sandbox.connect({
    async history(roomId, beforeId, signal) {
      asked.resolve()
      await filling.promise
      return sandbox.history(roomId, beforeId, signal)
    },
  })
  const room = live.room(1)
  const events = room.events()
  await room.subscribe()
  const before = room.position
  sandbox.running.realtime.restart()
  await sandbox.post(1, 'missed')
  await asked.promise
  expect(room.position).toEqual(before)
  filling.resolve()
  const { value } = await events.next()
  expect(value).toMatchObject({ type: 'message', message: { content: 'missed' } })
  expect(room.position).toEqual(before)
  void events.next()
  expect(room.position?.epoch).not.toBe(before?.epoch)
})
