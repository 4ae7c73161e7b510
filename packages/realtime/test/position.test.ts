import { describe, expect, test } from 'vitest'
import { at, handled, listen } from './support/listen.ts'
import { next } from './support/next.ts'
import type { Script } from './support/scripted-server.ts'

describe('the position', () => {
  async function subscribed(script: Script = {}) {
    const server = await listen(script)
    const live = await server.connect()
    const room = live.room(1)
    await room.subscribe()
    return { server, live, room }
  }

  test('is where the room stood when it was subscribed', async () => {
    const { room } = await subscribed({
      answer: (peer, { type }) => {
        if (type === 'subscribe') peer.subscribed({ head: 41 })
        return type === 'subscribe'
      },
    })
    expect(room.position).toEqual(at(41))
  })

  test('moves after a listener has returned, not before', async () => {
    const { server, live, room } = await subscribed()
    const positions: unknown[] = []
    live.on('message', () => positions.push(room.position?.seq))
    for (const seq of [1, 2]) server.last.message(seq, at(seq))
    await handled(live, server.last)
    expect(positions).toEqual([0, 1])
    expect(room.position).toEqual(at(2))
  })

  test('moves after the promise of a listener, or whatever can be awaited, has settled', async () => {
    const { server, live, room } = await subscribed()
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    live.on('message', ({ seq }) => gates[Number(seq) - 1]?.promise)
    const settled = (seq = 0) => gates[seq - 1]?.promise ?? Promise.resolve()
    // biome-ignore lint/suspicious/noThenProperty: a promise of another kind
    live.on('message', ({ seq }) => ({ then: settled(seq).then.bind(settled(seq)) }))
    for (const seq of [1, 2, 3]) server.last.message(seq, at(seq))
    await handled(live, server.last)
    expect(room.position).toEqual(at(0))
    gates[1]?.resolve()
    await handled(live, server.last)
    expect(room.position).toEqual(at(0))
    gates[0]?.resolve()
    await handled(live, server.last)
    expect(room.position).toEqual(at(3))
  })

  test('moves when a stream asks for the next event', async () => {
    const { server, live, room } = await subscribed()
    const events = room.events()
    for (const seq of [1, 2]) server.last.message(seq, at(seq))
    await handled(live, server.last)
    const seen: unknown[] = [room.position?.seq]
    await events.next()
    seen.push(room.position?.seq)
    await events.next()
    seen.push(room.position?.seq)
    const waiting = events.next()
    seen.push(room.position?.seq)
    expect(seen).toEqual([0, 0, 1, 2])
    await events.return()
    expect((await waiting).done).toBe(true)
  })

  test('is not moved by what comes behind an event without a number', async () => {
    const { server, live, room } = await subscribed()
    const events = room.events()
    server.last.send('typing', { room_id: 1, user_id: 5 })
    server.last.message(1, at(1))
    await handled(live, server.last)
    expect(room.position).toEqual(at(0))
    await events.return()
  })

  test('stays before what return() drops, and when the conversation is over', async () => {
    const server = await listen()
    const live = await server.connect()
    const room = live.room(1)
    const events = room.events()
    await server.until(() => server.last.frames.length === 1)
    for (const seq of [1, 2, 3]) server.last.message(seq, at(seq))
    await handled(live, server.last)
    for await (const event of events) if ('seq' in event && event.seq === 1) break
    expect(room.position).toEqual(at(1))
    await live.close()
    expect(room.position).toEqual(at(1))
  })

  test('moves on while what a closed conversation has left is read', async () => {
    const server = await listen()
    const live = await server.connect()
    const room = live.room(1)
    const events = room.events()
    await server.until(() => server.last.frames.length === 1)
    for (const seq of [1, 2, 3]) server.last.message(seq, at(seq))
    await handled(live, server.last)
    await live.close()
    const positions: unknown[] = []
    for await (const _ of events) positions.push(room.position?.seq)
    expect([...positions, room.position?.seq]).toEqual([0, 1, 2, 3])
  })

  test('stays before an event that a stream had no room for', async () => {
    const { server, live, room } = await subscribed()
    room.unsubscribe()
    const events = room.events({ bufferSize: 2, onOverflow: 'error' })
    await server.until(() => server.last.frames.length === 3)
    for (const seq of [1, 2, 3, 4]) server.last.message(seq, at(seq))
    await handled(live, server.last)
    const seqs: unknown[] = []
    const reading = (async () => {
      for await (const event of events) if ('seq' in event) seqs.push(event.seq)
    })()
    await expect(reading).rejects.toMatchObject({ code: 'REALTIME_BUFFER_OVERFLOW' })
    expect(seqs).toEqual([1, 2])
    expect(room.position).toEqual(at(2))
    await server.until(() => server.last.frames.at(-1)?.type === 'unsubscribe')
  })

  test('holds while a gap is being filled', async () => {
    const page = Promise.withResolvers<void>()
    const messageOf = (id: number) => ({
      id,
      roomId: 1,
      userId: 7,
      content: `message ${id}`,
      createdAt: new Date(id),
    })
    const server = await listen({
      welcome: (peer) => peer.hello(),
      answer: (peer, { type, payload }) => {
        if (type !== 'subscribe') return false
        if (payload['since'] === undefined) peer.subscribed({ head: 5, last_message_id: 5 })
        else peer.send('subscribed', { room_id: 1, epoch: 'f', head: 2, last_message_id: 7 })
        return true
      },
    })
    const history = async () => {
      await page.promise
      return { messages: [7, 6, 5].map(messageOf), hasMore: false }
    }
    const live = await server.connect({ history })
    const room = live.room(1)
    await room.subscribe()
    const positions: unknown[] = []
    live.on('message', ({ message }) => positions.push([message.id, room.position]))
    const waiting = next(live, 'state', ({ state }) => state === 'resuming')
    server.last.socket.terminate()
    await waiting
    await server.until(() => server.peers.length === 2 && server.last.frames.length === 1)
    server.last.message(8, { epoch: 'f', seq: 3 })
    await handled(live, server.last)
    expect(room.position).toEqual(at(5))
    const ready = next(live, 'state', ({ state }) => state === 'ready')
    page.resolve()
    await ready
    expect(positions).toEqual([
      [6, at(5)],
      [7, at(5)],
      [8, { epoch: 'f', seq: 2 }],
    ])
    expect(room.position).toEqual({ epoch: 'f', seq: 3 })
  })
})
