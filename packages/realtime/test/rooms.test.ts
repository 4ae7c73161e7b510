import { afterEach, describe, expect, test } from 'vitest'
import type { Position, RealtimeClient, RoomEvent } from '../src/index.ts'
import { next } from './support/next.ts'
import { type Peer, type Script, ScriptedServer } from './support/scripted-server.ts'

const servers: ScriptedServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]()
})

async function listen(script: Script = {}): Promise<ScriptedServer> {
  const server = await ScriptedServer.listen(script)
  servers.push(server)
  return server
}

const at = (seq: number): Position => ({ epoch: 'e', seq })

/** A turn of the event loop in which everything that was read from a socket has been handled. */
async function handled(live: RealtimeClient, peer: Peer): Promise<void> {
  const marker = next(live, 'unknown', ({ name }) => name === 'marker')
  peer.send('marker')
  await marker
}

describe('a subscription', () => {
  test('that is asked for twice is one, and both are told', async () => {
    const server = await listen()
    const live = await server.connect()
    await Promise.all([live.room(1).subscribe(), live.room(1).subscribe()])
    await live.room(1).subscribe()
    expect(server.last.frames.map(({ type }) => type)).toEqual(['subscribe'])
  })

  test('that is given up before it is answered tells who waits', async () => {
    const server = await listen({ answer: (_, { type }) => type === 'subscribe' })
    const live = await server.connect()
    const waiting = live.room(1).subscribe()
    live.room(1).unsubscribe()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError', code: 'ABORTED' })
  })

  test('goes on when the waiting is stopped', async () => {
    const server = await listen()
    const live = await server.connect()
    const stop = new AbortController()
    const waiting = live.room(1).subscribe({ signal: stop.signal })
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(live.room(1).subscribe({ signal: stop.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    await live.room(1).subscribe()
    const message = next(live, 'message')
    server.last.message(1, at(1))
    expect((await message).seq).toBe(1)
  })

  test('that the server refuses fails, and can be asked for again', async () => {
    let refuses = true
    const server = await listen({
      answer: (peer, { type, payload }) => {
        if (type !== 'subscribe' || !refuses) return false
        const { room_id } = payload
        peer.send('error', { code: 'CHAT_ACCESS_DENIED', message: 'Not for you', room_id })
        return true
      },
    })
    const live = await server.connect()
    const events = live.room(1).events()
    await expect(live.room(1).subscribe()).rejects.toMatchObject({ name: 'PermissionError' })
    await expect(events.next()).rejects.toMatchObject({ code: 'CHAT_ACCESS_DENIED' })
    expect(live.state).toBe('ready')
    refuses = false
    await live.room(1).subscribe()
  })

  test('stands where the server refuses something else that is about its room', async () => {
    const server = await listen()
    const live = await server.connect()
    const events = live.room(1).events()
    await live.room(1).subscribe()
    const error = next(live, 'error')
    server.last.send('error', { code: 'RATE_LIMIT_EXCEEDED', message: 'Too much typing', room_id: 1 })
    await error
    server.last.message(1, at(1))
    expect((await events.next()).value).toMatchObject({ type: 'message', seq: 1 })
  })

  test('that is left and taken again in a listener gives nothing twice', async () => {
    let head = 0
    const server = await listen({
      answer: (peer, { type }) => {
        if (type === 'subscribe') peer.subscribed({ head })
        return type === 'subscribe'
      },
    })
    const live = await server.connect()
    const seqs: unknown[] = []
    live.on('message', ({ seq }) => {
      seqs.push(seq)
      if (seq !== 2) return
      live.room(1).unsubscribe()
      void live.room(1).subscribe()
    })
    await live.room(1).subscribe()
    head = 3
    for (const seq of [1, 2, 3]) server.last.message(seq, at(seq))
    await server.until(() => server.last.frames.length === 3)
    await handled(live, server.last)
    const last = next(live, 'message', ({ seq }) => seq === 4)
    server.last.message(4, at(4))
    await last
    expect(seqs).toEqual([1, 2, 4])
    expect(server.last.frames.map(({ type }) => type)).toEqual(['subscribe', 'unsubscribe', 'subscribe'])
  })

  test('is asked for anew on each connection; one that was left is not', async () => {
    const server = await listen()
    const live = await server.connect()
    for (const id of [1, 2, 3]) await live.room(id).subscribe()
    live.room(2).unsubscribe()
    const again = next(live, 'state', ({ state }) => state === 'ready')
    server.last.socket.terminate()
    await again
    expect(server.last.frames.map(({ payload }) => payload['room_id'])).toEqual([1, 3])
  })

  test('may begin somewhere, but not where it has begun', async () => {
    const server = await listen()
    const live = await server.connect()
    await live.room(1).subscribe({ since: at(5) })
    expect(server.last.frames[0]?.payload).toEqual({ room_id: 1, since: { epoch: 'e', seq: 5 } })
    await expect(live.room(1).subscribe({ since: at(7) })).rejects.toMatchObject({ code: 'INVALID_OPTION' })
    expect(() => live.room(1).events({ since: at(7) })).toThrow('the room is subscribed')
  })
})

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

describe('a listener', () => {
  test('that throws keeps no other from the event, and is told', async () => {
    const server = await listen()
    const live = await server.connect()
    await live.room(1).subscribe()
    const errors: unknown[] = []
    live.on('error', ({ error }) => {
      errors.push([error.code, (error.cause as Error).message])
      throw new Error('again')
    })
    live.on('message', () => {
      throw new Error('at once')
    })
    live.on('message', () => Promise.reject(new Error('later')))
    const message = next(live, 'message')
    server.last.message(1, at(1))
    await message
    await handled(live, server.last)
    expect(errors).toEqual([
      ['REALTIME_LISTENER_FAILED', 'at once'],
      ['REALTIME_LISTENER_FAILED', 'later'],
    ])
    expect(live.room(1).position).toEqual(at(1))
  })

  test('is called once for each event however often it is added, and no more when it is taken away', async () => {
    const server = await listen()
    const live = await server.connect()
    await live.room(1).subscribe()
    const seqs: unknown[] = []
    const note = ({ seq }: { readonly seq?: number }) => seqs.push(seq)
    live.on('message', note).on('message', note)
    live.once('message', ({ seq }) => seqs.push(`once ${seq}`))
    for (const seq of [1, 2]) server.last.message(seq, at(seq))
    await handled(live, server.last)
    live.off('message', note).off('message', note)
    server.last.message(3, at(3))
    await handled(live, server.last)
    expect(seqs).toEqual([1, 'once 1', 2])
  })

  test('may close the conversation', async () => {
    const server = await listen()
    const live = await server.connect()
    await live.room(1).subscribe()
    const seqs: unknown[] = []
    live.on('message', ({ seq }) => {
      seqs.push(seq)
      void live.close()
    })
    for (const seq of [1, 2, 3]) server.last.message(seq, at(seq))
    expect(await live.closed).toEqual({})
    expect(seqs).toEqual([1])
  })

  test('that is none is refused', async () => {
    const live = await (await listen()).connect()
    expect(() => live.on('message', undefined as never)).toThrow('the listener is invalid')
    expect(() => live.once('message', 5 as never)).toThrow('the listener is invalid')
    expect(() => live.presence('' as never)).toThrow('the status is invalid')
    for (const id of [0, -1, 1.5, 2 ** 53, Number.NaN, '1' as never])
      expect(() => live.room(id)).toThrow('the id is invalid')
  })
})

test.each<[object, string]>([
  [{}, 'option "content" is missing'],
  [{ content: '' }, 'option "content" is invalid'],
  [{ content: 5 }, 'option "content" is invalid'],
  [{ content: 'a', metadata: [] }, 'option "metadata" is invalid'],
  [{ content: 'a', metadata: { a: 1n } }, 'option "metadata" is invalid'],
  [{ content: 'a', clientId: '' }, 'option "clientId" is invalid'],
  [{ content: 'a', replyTo: 5 }, 'unknown option "replyTo"'],
])('a message that is none is refused: %o', async (message, text) => {
  const live = await (await listen()).connect()
  await expect(live.room(1).send(message as never)).rejects.toThrow(text)
})

test.each<object>([
  { epoch: '', seq: 1 },
  { epoch: 'e', seq: -1 },
  { epoch: 'e' },
  { seq: 1 },
  { epoch: 'e', seq: 1.5 },
])('a place that is none is refused: %o', async (since) => {
  const live = await (await listen()).connect()
  expect(() => live.room(1).events({ since: since as never })).toThrow('option "since" is invalid')
})
