import { describe, expect, test } from 'vitest'
import type { RoomEvent } from '../src/index.ts'
import { at, handled, listen } from './support/listen.ts'
import { next } from './support/next.ts'

describe('a stream', () => {
  async function streaming(options: object, count: number) {
    const server = await listen()
    const live = await server.connect()
    const events = live.room(1).events(options)
    await server.until(() => server.last.frames.length === 1)
    for (let seq = 1; seq <= count; seq++) server.last.message(seq, at(seq))
    return { server, live, events }
  }
  const seqOf = ({ value }: IteratorResult<RoomEvent, undefined>) =>
    (value as { seq?: number } | undefined)?.seq

  test('drops the oldest where that is the policy', async () => {
    const { server, live, events } = await streaming({ bufferSize: 2, onOverflow: 'drop-oldest' }, 5)
    await handled(live, server.last)
    expect([seqOf(await events.next()), seqOf(await events.next())]).toEqual([4, 5])
    await events.return()
  })

  test('drops the newest where that is the policy', async () => {
    const { server, live, events } = await streaming({ bufferSize: 2, onOverflow: 'drop-newest' }, 5)
    await handled(live, server.last)
    expect([seqOf(await events.next()), seqOf(await events.next())]).toEqual([1, 2])
    await events.return()
  })

  test('gives several that ask at once their events in order', async () => {
    const { live, events } = await streaming({}, 3)
    const values = await Promise.all([events.next(), events.next(), events.next()])
    expect(values.map(seqOf)).toEqual([1, 2, 3])
    const end = events.next()
    expect(live.room(1).position).toEqual(at(3))
    await events.return()
    expect((await end).done).toBe(true)
    expect((await events.next()).done).toBe(true)
    await events[Symbol.asyncDispose]()
  })

  test('that pauses reads the socket no further, and on when half is read', async () => {
    const { server, live, events } = await streaming({ bufferSize: 10 }, 0)
    const content = 'x'.repeat(50_000)
    const count = 400
    for (let seq = 1; seq <= count; seq++) server.last.message(seq, at(seq), { content })
    await expect.poll(() => server.last.socket.bufferedAmount).toBeGreaterThan(5_000_000)
    // What fits into the system's buffers and one chunk is read; the rest waits with the server.
    expect(live.stats().frames).toBeLessThan(count / 2)
    for (let seq = 1; seq <= count; seq++) expect(seqOf(await events.next())).toBe(seq)
    expect(live.stats().connections).toBe(1)
    await events.return()
  })

  test('that is left while it is full lets others read', async () => {
    const { server, live, events } = await streaming({ bufferSize: 1 }, 5)
    const others = live.room(2).events()
    await events.return()
    await server.until(() => server.last.frames.length === 3)
    server.last.message(1, at(1), { room_id: 2 })
    expect(seqOf(await others.next())).toBe(1)
    await others.return()
  })

  test('has the policy of its runtime also while there is no connection', async () => {
    const server = await listen()
    const live = await server.connect({ reconnect: { firstDelayMs: 100 } })
    const waiting = next(live, 'state', ({ state }) => state === 'waiting')
    server.last.socket.terminate()
    await waiting
    const events = live.room(1).events({ bufferSize: 1 })
    await next(live, 'state', ({ state }) => state === 'ready')
    for (const seq of [1, 2, 3]) server.last.message(seq, at(seq))
    expect([seqOf(await events.next()), seqOf(await events.next()), seqOf(await events.next())]).toEqual([
      1, 2, 3,
    ])
    await events.return()
  })

  test('ends with what ended the conversation, after what it has', async () => {
    const { server, live, events } = await streaming({}, 1)
    await handled(live, server.last)
    server.last.socket.close(4403)
    expect((await live.closed).error?.code).toBe('FORBIDDEN')
    expect(seqOf(await events.next())).toBe(1)
    await expect(events.next()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await events.next()).done).toBe(true)
    await expect(live.room(1).subscribe()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(live.room(1).events().next()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('ends quietly with a conversation that was closed', async () => {
    const { live, events } = await streaming({}, 0)
    const end = events.next()
    await live.close()
    expect((await end).done).toBe(true)
  })
})
