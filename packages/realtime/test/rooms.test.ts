import { describe, expect, test } from 'vitest'
import { at, handled, listen } from './support/listen.ts'
import { next } from './support/next.ts'

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
