import type { RoomMessage } from '@veza/protocol/realtime'
import { afterEach, describe, expect, test } from 'vitest'
import type { HistoryPage, RealtimeClient, RealtimeOptions } from '../src/index.ts'
import { next } from './support/next.ts'
import { type Script, ScriptedServer } from './support/scripted-server.ts'

const servers: ScriptedServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]()
})

const plain: Script = { protocol: 'veza.v1' }

/** As the scripted server writes it, and as the REST API has it. */
const messageOf = (id: number): RoomMessage => ({
  id,
  roomId: 1,
  userId: 7,
  content: `message ${id}`,
  createdAt: new Date(1_700_000_000_000 + id),
})

/** A history of messages, the newest first, in pages. */
function historyOf(ids: () => readonly number[], pageSize = 100) {
  return (_: number, beforeId = Number.POSITIVE_INFINITY): Promise<HistoryPage> => {
    const older = ids().filter((id) => id < beforeId)
    return Promise.resolve({
      messages: older.slice(0, pageSize).map(messageOf),
      hasMore: older.length > pageSize,
    })
  }
}

async function subscribed(options: RealtimeOptions, script: Script = plain) {
  const server = await ScriptedServer.listen(script)
  servers.push(server)
  const live = await server.connect(options)
  const told: unknown[] = []
  live.on('message', ({ message }) => told.push(message.content))
  live.on('gap', ({ reason }) => told.push(`gap: ${reason}`))
  await live.room(1).subscribe()
  return { server, live, told }
}

/** Breaks the connection, and waits until the conversation is ready again. */
async function cut(server: ScriptedServer, live: RealtimeClient): Promise<void> {
  const ready = next(live, 'state', ({ state }) => state === 'ready')
  server.last.socket.terminate()
  await ready
}

async function marker(server: ScriptedServer, live: RealtimeClient): Promise<void> {
  const marked = next(live, 'unknown')
  server.last.send('marker')
  await marked
}

describe('after a cut, against the guide’s server', () => {
  test('what was missed is read from history, in order, and nothing twice', async () => {
    let ids = [3, 2, 1]
    const { server, live, told } = await subscribed({ history: historyOf(() => ids, 2) })
    server.last.message(4)
    await marker(server, live)
    ids = [9, 8, 7, 6, 5, 4, 3, 2, 1]
    await cut(server, live)
    server.last.message(9)
    server.last.message(10)
    await marker(server, live)
    expect(told).toEqual([4, 5, 6, 7, 8, 9, 10].map((id) => `message ${id}`))
    expect(live.stats()).toMatchObject({ gaps: 0, duplicates: 1 })
  })

  test('so it is where frames have no ids, and come again while history is read', async () => {
    let ids = [2, 1]
    const read = Promise.withResolvers<void>()
    let isReading = false
    const history = async (roomId: number, beforeId?: number) => {
      if (isReading) await read.promise
      return historyOf(() => ids)(roomId, beforeId)
    }
    const { server, live, told } = await subscribed({ history })
    server.last.message(3, {}, { id: undefined })
    await marker(server, live)
    ids = [5, 4, 3, 2, 1]
    isReading = true
    const ready = next(live, 'state', ({ state }) => state === 'ready')
    server.last.socket.terminate()
    await server.until(() => server.peers.length === 2 && server.last.frames.length === 1)
    server.last.message(5, {}, { id: undefined })
    server.last.message(6, {}, { id: undefined })
    await marker(server, live)
    read.resolve()
    await ready
    expect(told).toEqual([3, 4, 5, 6].map((id) => `message ${id}`))
  })

  test('so it is where the first message of a room without ids was missed', async () => {
    let ids: number[] = []
    const { server, live, told } = await subscribed({ history: historyOf(() => ids) })
    ids = [1]
    await cut(server, live)
    server.last.message(1, {}, { id: undefined })
    server.last.message(2, {}, { id: undefined })
    await marker(server, live)
    expect(told).toEqual(['message 1', 'message 2'])
  })

  test('one gap is told where there is no history', async () => {
    const { server, live, told } = await subscribed({})
    await cut(server, live)
    await cut(server, live)
    expect(told).toEqual(['gap: no-history', 'gap: no-history'])
    expect(live.stats().gaps).toBe(2)
  })

  test('one gap is told, before what could be read, where too much was missed', async () => {
    let ids = [1]
    const { server, live, told } = await subscribed({ history: historyOf(() => ids, 2), maxBackfill: 4 })
    ids = [9, 8, 7, 6, 5, 4, 3, 2, 1]
    await cut(server, live)
    expect(told).toEqual(['gap: too-many', ...[6, 7, 8, 9].map((id) => `message ${id}`)])
  })

  test('one gap is told, with its cause, where history cannot be read', async () => {
    let fails = false
    const cause = new Error('no history today')
    const history = () =>
      fails ? Promise.reject(cause) : Promise.resolve({ messages: [messageOf(1)], hasMore: false })
    const { server, live, told } = await subscribed({ history })
    const gap = next(live, 'gap')
    fails = true
    await cut(server, live)
    expect(await gap).toEqual({ type: 'gap', roomId: 1, reason: 'failed', cause })
    expect(told).toEqual(['gap: failed'])
  })

  test('one gap is told where history does not move', async () => {
    let ids: readonly number[] = [1]
    const history = () => Promise.resolve({ messages: ids.map(messageOf), hasMore: ids.length > 1 })
    const { server, live, told } = await subscribed({ history })
    ids = [9, 8]
    await cut(server, live)
    expect(told).toEqual(['gap: failed', 'message 8', 'message 9'])
  })

  test('one gap is told where too many events come while history is read', async () => {
    const read = Promise.withResolvers<HistoryPage>()
    let reads = 0
    const history = () => {
      reads++
      return reads === 1 ? Promise.resolve({ messages: [messageOf(1)], hasMore: false }) : read.promise
    }
    const { server, live, told } = await subscribed({ history })
    await cutWithout(server, live)
    for (let id = 2; id < 10_002; id++) server.last.message(id)
    await next(live, 'state', ({ state }) => state === 'ready')
    await marker(server, live)
    read.resolve({ messages: [messageOf(10_001)], hasMore: false })
    await marker(server, live)
    expect(told.length).toBe(10_001)
    expect(told.slice(0, 2)).toEqual(['gap: overflow', 'message 2'])
  })

  /** Breaks the connection, and waits until the room is asked for again. */
  async function cutWithout(server: ScriptedServer, live: RealtimeClient): Promise<void> {
    const resuming = next(live, 'state', ({ state }) => state === 'resuming')
    server.last.socket.terminate()
    await resuming
    await server.until(() => server.peers.length === 2 && server.last.frames.length === 1)
  }

  test('another cut while history is read loses and doubles nothing', async () => {
    let ids = [1]
    let gate: Promise<void> | undefined
    const history = async (roomId: number, beforeId?: number) => {
      await gate
      return historyOf(() => ids)(roomId, beforeId)
    }
    const { server, live, told } = await subscribed({ history })
    const open = Promise.withResolvers<void>()
    gate = open.promise
    ids = [3, 2, 1]
    await cutWithout(server, live)
    server.last.message(4)
    await marker(server, live)
    ids = [5, 4, 3, 2, 1]
    const ready = next(live, 'state', ({ state }) => state === 'ready')
    server.last.socket.terminate()
    await server.until(() => server.peers.length === 3 && server.last.frames.length === 1)
    server.last.message(6)
    await marker(server, live)
    open.resolve()
    await ready
    expect(told).toEqual([2, 3, 4, 5, 6].map((id) => `message ${id}`))
  })

  test('a room that is left while history is read gets nothing', async () => {
    const read = Promise.withResolvers<HistoryPage>()
    let reads = 0
    const history = (_: number, __: unknown, signal: AbortSignal) => {
      reads++
      signals.push(signal)
      return reads === 1 ? Promise.resolve({ messages: [messageOf(1)], hasMore: false }) : read.promise
    }
    const signals: AbortSignal[] = []
    const { server, live, told } = await subscribed({ history })
    const ready = next(live, 'state', ({ state }) => state === 'ready')
    await cutWithout(server, live)
    await expect.poll(() => reads).toBe(2)
    live.room(1).unsubscribe()
    await ready
    expect(signals[1]?.aborted).toBe(true)
    read.resolve({ messages: [messageOf(2)], hasMore: false })
    await marker(server, live)
    expect(told).toEqual([])
  })
})

describe('in veza.v2', () => {
  /** A server that has lost its sequence at each connection but the first. */
  const forgetful: Script = {
    answer: (peer, { type }, number) => {
      if (type !== 'subscribe') return false
      if (number === 1) peer.subscribed({ head: 3, last_message_id: 3 })
      else peer.send('subscribed', { room_id: 1, epoch: `e${number}`, head: 0, last_message_id: 5 })
      return true
    },
  }

  test('a server that has lost the sequence is filled in from history', async () => {
    const { server, live, told } = await subscribed({ history: historyOf(() => [5, 4, 3, 2, 1]) }, forgetful)
    await cut(server, live)
    server.last.message(6, { epoch: 'e2', seq: 1 })
    await marker(server, live)
    expect(told).toEqual([4, 5, 6].map((id) => `message ${id}`))
  })

  test('without history there is one gap', async () => {
    const { server, live, told } = await subscribed({}, forgetful)
    await cut(server, live)
    expect(told).toEqual(['gap: no-history'])
  })

  test('a place that the server does not know begins with a gap', async () => {
    const server = await ScriptedServer.listen({
      answer: (peer, { type }) => {
        if (type === 'subscribe') peer.send('subscribed', { room_id: 1, epoch: 'other', head: 9 })
        return type === 'subscribe'
      },
    })
    servers.push(server)
    const live = await server.connect({ history: historyOf(() => [5, 4]) })
    const events = live.room(1).events({ since: { epoch: 'e', seq: 4 } })
    expect((await events.next()).value).toEqual({ type: 'gap', roomId: 1, reason: 'no-history' })
    await events.return()
    expect(live.room(1).position).toEqual({ epoch: 'other', seq: 9 })
  })

  test('a sequence that begins anew on the connection that stands is asked for', async () => {
    const { server, live, told } = await subscribed(
      { history: historyOf(() => [5, 4, 3]) },
      {
        answer: (peer, { type, payload }) => {
          if (type !== 'subscribe') return false
          if (payload['since'] === undefined) peer.subscribed({ head: 3, last_message_id: 3 })
          else peer.send('subscribed', { room_id: 1, epoch: 'f', head: 1, last_message_id: 5 })
          return true
        },
      },
    )
    const last = next(live, 'message', ({ message }) => message.id === 6)
    server.last.message(5, { epoch: 'f', seq: 1 })
    await server.until(() => server.last.frames.length === 2)
    server.last.message(6, { epoch: 'f', seq: 2 })
    await last
    expect(told).toEqual([4, 5, 6].map((id) => `message ${id}`))
  })

  test('a server that turns into the guide’s, and back, loses nothing', async () => {
    const history = historyOf(() => ids)
    let ids = [3, 2, 1]
    let chosen: 'veza.v1' | 'veza.v2' = 'veza.v2'
    const script: Script = {
      ...forgetful,
      get protocol() {
        return chosen
      },
    }
    const { server, live, told } = await subscribed({ history }, script)
    expect(live.room(1).position).toEqual({ epoch: 'e', seq: 3 })
    chosen = 'veza.v1'
    ids = [4, 3, 2, 1]
    await cut(server, live)
    expect(live.room(1).position).toBeUndefined()
    server.last.message(5)
    await marker(server, live)
    chosen = 'veza.v2'
    ids = [6, 5, 4, 3, 2, 1]
    await cut(server, live)
    expect(live.room(1).position).toEqual({ epoch: 'e3', seq: 0 })
    expect(told).toEqual([4, 5, 6].map((id) => `message ${id}`))
  })
})
