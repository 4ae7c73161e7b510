import { expect, test } from 'vitest'
import { LiveSandbox } from './support/live-sandbox.ts'

test('a stream that overflows ends its subscription to the room', async () => {
  await using sandbox = await LiveSandbox.serve()
  const live = await sandbox.connect()
  const other = await sandbox.connect()
  await other.room(1).subscribe()
  const events = live.room(1).events({ bufferSize: 1, onOverflow: 'error' })
  // A subscription is answered in its turn: this one comes after that of the stream.
  await live.room(2).subscribe()
  const third = new Promise<void>((resolve) => {
    other.on('message', ({ message }) => message.content === '3' && resolve())
  })
  for (const content of ['1', '2', '3']) await sandbox.post(1, content)
  await third
  expect(await events.next()).toMatchObject({ value: { type: 'message', message: { content: '1' } } })
  await expect(events.next()).rejects.toMatchObject({ code: 'REALTIME_BUFFER_OVERFLOW' })
  expect(live.room(1).position).toBeUndefined()
})

test('each of several events read at a time counts as dealt with when one more is asked for', async () => {
  await using sandbox = await LiveSandbox.serve()
  const live = await sandbox.connect()
  const room = live.room(1)
  const events = room.events()
  await room.subscribe()
  const before = room.position?.seq ?? 0
  const both = Promise.all([events.next(), events.next()])
  for (const content of ['1', '2']) await sandbox.post(1, content)
  await both
  expect(room.position?.seq).toBe(before)
  void events.next()
  expect(room.position?.seq).toBe(before + 1)
  void events.next()
  expect(room.position?.seq).toBe(before + 2)
})
