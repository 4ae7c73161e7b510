import { describe, expect, test } from 'vitest'
import { type RealtimeClient, webSocket } from '../src/index.ts'
import { next } from './support/next.ts'
import { type Peer, ScriptedServer } from './support/scripted-server.ts'

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const reader = { epoch: 'e', seq: 1 }

/** Collects the codes of errors. */
function errorsOf(live: RealtimeClient): string[] {
  const codes: string[] = []
  live.on('error', ({ error }) => codes.push(error.code))
  return codes
}

const sockets = [
  ['ws', {}],
  ['the global WebSocket', { socket: webSocket(WebSocket) }],
] as const

const malformed: readonly (readonly [string, (peer: Peer) => void])[] = [
  ['no JSON', (peer) => peer.raw('hello')],
  ['half a JSON', (peer) => peer.raw('{"type":"message","payload":{')],
  ['an empty text', (peer) => peer.raw('')],
  ['a list', (peer) => peer.raw('[{"type":"message","payload":{}}]')],
  ['a number for a type', (peer) => peer.raw('{"type":5,"payload":{}}')],
  ['a list for a payload', (peer) => peer.raw('{"type":"message","payload":[]}')],
  [
    'lists 10,000 deep',
    (peer) => peer.raw(`{"type":"message","payload":{"room_id":1,"a":${nested(10_000)}}}`),
  ],
  ['a ping 10,000 deep', (peer) => peer.raw(`{"type":"ping","payload":{"a":${nested(10_000)}}}`)],
  ['a binary frame', (peer) => peer.socket.send(Buffer.from('{"type":"message","payload":{}}'))],
  ['an error without a message', (peer) => peer.send('error', { code: 'FORBIDDEN' })],
  ['an error whose message is none', (peer) => peer.send('error', { code: 'FORBIDDEN', message: 5 })],
  ['an error without anything', (peer) => peer.send('error')],
  ['an ack without an id', (peer) => peer.send('ack', { client_id: 'a' })],
  [
    'an ack with an id beyond 2^53',
    (peer) => peer.raw('{"type":"ack","payload":{"client_id":"a","id":9007199254740993,"room_id":1}}'),
  ],
  ['subscribed without an epoch', (peer) => peer.send('subscribed', { room_id: 1, head: 5 })],
  ['subscribed with a head that is none', (peer) => peer.subscribed({ head: 'five' })],
  ['subscribed with a negative head', (peer) => peer.subscribed({ head: -5 })],
  ['subscribed that replays more than there is', (peer) => peer.subscribed({ head: 5, replayed: 6 })],
  ['a goaway without times', (peer) => peer.send('goaway')],
  [
    'a goaway with times that are none',
    (peer) => peer.send('goaway', { retry_after_ms: 'x', window_ms: null }),
  ],
  ['a room beyond 2^53', (peer) => peer.raw('{"type":"message","payload":{"room_id":9007199254740993}}')],
  ['a room that is a text', (peer) => peer.send('message', { room_id: 'general' })],
  [
    'a message beyond 2^53',
    (peer) =>
      peer.raw(
        '{"type":"message","payload":{"id":9007199254740993,"room_id":1,"user_id":1,"content":"a","timestamp":"2026-01-01T00:00:00Z"},"epoch":"e","seq":1}',
      ),
  ],
  ['a message without a time', (peer) => peer.message(1, reader, { timestamp: 'noon' })],
  ['a message without content', (peer) => peer.message(1, reader, { content: null })],
  ['typing without a user', (peer) => peer.send('typing', { room_id: 1 })],
]

describe.each(sockets)('over %s', (_, options) => {
  test.each(malformed)('%s is counted, told, and the connection kept', async (_what, misbehave) => {
    await using server = await ScriptedServer.listen()
    const live = await server.connect(options)
    const codes = errorsOf(live)
    await live.room(1).subscribe()
    misbehave(server.last)
    const last = next(live, 'message', ({ message }) => message.id === 99)
    server.last.message(99, { epoch: 'e', seq: 1 })
    server.last.message(99, { epoch: 'e', seq: 2 })
    await last
    expect(codes).toEqual(['REALTIME_FRAME_INVALID'])
    expect(live.stats()).toMatchObject({ malformed: 1, connections: 1 })
    expect(live.state).toBe('ready')
  })

  test.each<[string, (peer: Peer) => void]>([
    ['an unknown type', (peer) => peer.send('from_the_future', { room_id: 1 })],
    ['an unknown type of no room', (peer) => peer.send('from_the_future', { a: 1 })],
    ['an ack for what was never sent', (peer) => peer.send('ack', { client_id: 'x', id: 1, room_id: 1 })],
    ['an answer for a room that was never asked for', (peer) => peer.subscribed({ room_id: 77 })],
    ['an answer that was not asked for', (peer) => peer.subscribed({ epoch: 'other', head: 50 })],
    ['an event of a room that nobody wants', (peer) => peer.message(5, reader, { room_id: 77 })],
    ['a second hello', (peer) => peer.hello({ max_payload: 1 })],
    ['a ping with whatever', (peer) => peer.send('ping', { a: [1, { b: null }] })],
    ['a pong that was not asked for', (peer) => peer.send('pong', { a: 1 })],
    ['authenticated that was not asked for', (peer) => peer.send('authenticated')],
  ])('%s does no harm', async (_what, misbehave) => {
    await using server = await ScriptedServer.listen()
    const live = await server.connect(options)
    const codes = errorsOf(live)
    await live.room(1).subscribe()
    misbehave(server.last)
    const last = next(live, 'message')
    server.last.message(99, { epoch: 'e', seq: 1 })
    expect((await last).message.id).toBe(99)
    expect(await live.room(1).send({ content: 'still there' })).toMatchObject({ acknowledged: true })
    expect(codes).toEqual([])
    expect(live.stats()).toMatchObject({ malformed: 0, connections: 1 })
  })

  test('what is not known is given out as it came', async () => {
    await using server = await ScriptedServer.listen()
    const live = await server.connect(options)
    const unknown = next(live, 'unknown')
    server.last.send('weather', { sun: true })
    expect(await unknown).toEqual({ type: 'unknown', name: 'weather', payload: { sun: true } })
    await live.room(1).subscribe()
    const ofRoom = next(live, 'unknown')
    server.last.send('weather', { room_id: 1 }, { epoch: 'e', seq: 1 })
    expect(await ofRoom).toMatchObject({ name: 'weather', roomId: 1, epoch: 'e', seq: 1 })
  })

  test('ids that are texts of digits are read', async () => {
    await using server = await ScriptedServer.listen()
    const live = await server.connect(options)
    await live.room(1).subscribe()
    const message = next(live, 'message')
    server.last.message(5, reader, { id: '5', room_id: '1', user_id: '7' })
    expect((await message).message).toMatchObject({ id: 5, roomId: 1, userId: 7 })
  })

  test('a sequence that goes back, or stands still, gives nothing twice', async () => {
    await using server = await ScriptedServer.listen()
    const live = await server.connect(options)
    const seqs: (number | undefined)[] = []
    live.on('message', ({ seq }) => seqs.push(seq))
    await live.room(1).subscribe()
    const last = next(live, 'message', ({ seq }) => seq === 3)
    for (const seq of [1, 2, 2, 1, 3]) server.last.message(seq, { epoch: 'e', seq })
    await last
    expect(seqs).toEqual([1, 2, 3])
    expect(live.stats().duplicates).toBe(2)
  })

  test('a number that is left out is asked for, once', async () => {
    await using server = await ScriptedServer.listen({
      answer: (peer, { type, payload }) => {
        if (type !== 'subscribe' || payload['since'] === undefined) return false
        peer.subscribed({ head: 4, replayed: 3 })
        for (const seq of [2, 3, 4]) peer.message(seq, { epoch: 'e', seq })
        return true
      },
    })
    const live = await server.connect(options)
    const seqs: (number | undefined)[] = []
    live.on('message', ({ seq }) => seqs.push(seq))
    await live.room(1).subscribe()
    const last = next(live, 'message', ({ seq }) => seq === 4)
    for (const seq of [1, 3, 4]) server.last.message(seq, { epoch: 'e', seq })
    await last
    expect(seqs).toEqual([1, 2, 3, 4])
    const asked = server.last.frames.filter(({ type }) => type === 'subscribe')
    expect(asked.map(({ payload }) => payload['since'])).toEqual([undefined, { epoch: 'e', seq: 1 }])
  })

  test('__proto__ in a payload taints nothing', async () => {
    await using server = await ScriptedServer.listen()
    const live = await server.connect(options)
    await live.room(1).subscribe()
    const events = live.room(1).events()
    const proto = '"__proto__":{"polluted":true},"\\u005f_proto__":{"polluted":true}'
    server.last.raw(
      `{${proto},"type":"message","payload":{${proto},"id":5,"room_id":1,"user_id":1,"content":"a","timestamp":"2026-01-01T00:00:00Z","metadata":{${proto},"a":1}},"epoch":"e","seq":1}`,
    )
    const { value } = await events.next()
    expect(value).toMatchObject({ type: 'message', message: { metadata: { a: 1 } } })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(JSON.stringify(value)).not.toContain('polluted')
    await events.return()
  })

  test('a hello of nonsense is told, and counts as one', async () => {
    await using server = await ScriptedServer.listen({
      welcome: (peer) => peer.send('hello', { session: 5, heartbeat_ms: 'soon', max_payload: -1 }),
    })
    const live = await server.connect(options)
    expect(live.stats()).toMatchObject({ connections: 1, malformed: 1 })
    expect(await live.room(1).send({ content: 'Hello' })).toMatchObject({ acknowledged: true })
  })

  test('numbers of nonsense in a hello are not believed', async () => {
    await using server = await ScriptedServer.listen({
      welcome: (peer) => peer.hello({ heartbeat_ms: -5, max_payload: -1, resume_window_ms: 1e300 }),
    })
    const live = await server.connect(options)
    expect(await live.room(1).send({ content: 'Hello' })).toMatchObject({ acknowledged: true })
  })

  test('a frame before hello is told', async () => {
    await using server = await ScriptedServer.listen({
      welcome: (peer) => {
        peer.message(1, reader)
        peer.hello()
      },
    })
    expect((await server.connect(options)).stats().malformed).toBe(1)
  })

  test('a frame that is too large ends the connection, and another follows', async () => {
    await using server = await ScriptedServer.listen()
    const live = await server.connect(options)
    await live.room(1).subscribe()
    const again = next(live, 'state', ({ state }) => state === 'ready')
    server.last.raw(`{"type":"message","payload":{"room_id":1,"content":"${'x'.repeat(2_000_000)}"}}`)
    await again
    expect(live.stats().connections).toBe(2)
  })

  test('an event between two of them shows that others come through', async () => {
    await using server = await ScriptedServer.listen()
    const live = await server.connect({ ...options, maxFrameBytes: 2000 })
    const events = live.room(1).events()
    await live.room(1).subscribe()
    for (const seq of [1, 2, 3]) {
      server.last.message(seq, { epoch: 'e', seq })
      await events.next()
      const again = next(live, 'state', ({ state }) => state === 'ready')
      server.last.raw('x'.repeat(2001))
      await again
    }
    expect(live.stats().connections).toBe(4)
    await events.return()
  })

  test('twice with nothing between ends the conversation, and fails no message of ours for its size', async () => {
    const large = `{"type":"message","payload":{"content":"${'x'.repeat(2_000_000)}"}}`
    await using server = await ScriptedServer.listen({
      answer: (peer, { type }) => {
        if (type === 'message') peer.raw(large)
        return type === 'message'
      },
    })
    const live = await server.connect(options)
    const sent = live.room(1).send({ content: 'small' })
    await expect(sent).rejects.toMatchObject({ code: 'REALTIME_FRAME_TOO_LARGE', outcomeUnknown: true })
    expect((await live.closed).error?.code).toBe('REALTIME_FRAME_TOO_LARGE')
    expect(server.peers).toHaveLength(2)
  })

  test('bytes count, not characters', async () => {
    await using server = await ScriptedServer.listen()
    const live = await server.connect({ ...options, maxFrameBytes: 3000 })
    const again = next(live, 'state', ({ state }) => state === 'waiting')
    server.last.raw('€'.repeat(1001))
    await again
  })

  test('what a server writes into a reason stays out of messages', async () => {
    await using server = await ScriptedServer.listen({
      welcome: (peer) => peer.socket.close(4403, 'No\r\nINFO forged line \u001b[31m'),
    })
    const error = await server.connect(options).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'FORBIDDEN', message: 'The server refuses this user (4403)' })
  })

  test('what it writes into an error stays on one line', async () => {
    await using server = await ScriptedServer.listen()
    const live = await server.connect(options)
    const error = next(live, 'error')
    server.last.send('error', { code: 'a\nb', message: `No\r\n${'x'.repeat(1000)}` })
    expect((await error).error).toMatchObject({ code: expect.stringMatching(/^\w+$/) })
    expect((await error).error.message).toMatch(/^No x{490,500}$/)
  })
})

test.each(['accepts and closes', 'accepts and resets', 'refuses'])(
  'a server that %s at once sees no storm',
  async (how) => {
    await using server = await ScriptedServer.listen({
      welcome: (peer) => {
        if (how === 'accepts and closes') peer.socket.close(1011)
        else peer.socket.terminate()
      },
      refuse: () => (how === 'refuses' ? ['503 Service Unavailable'] : undefined),
    })
    const delays: number[] = []
    const clock = {
      now: () => Date.now(),
      sleep: (ms: number, signal?: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
          // Delays pass at once; the times that an attempt, or all of them, may take do not.
          if (ms >= 10_000) return
          delays.push(ms)
          setImmediate(resolve)
        }),
    }
    const reconnect = { firstDelayMs: 5000, baseDelayMs: 1000, maxDelayMs: 9000, maxAttempts: 8 }
    const error = await server
      .connect({ clock, reconnect, random: () => 0.5, deadAfterMs: 600_000 })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'REALTIME_GAVE_UP' })
    expect(delays).toEqual([1000, 2000, 4000, 4500, 4500, 4500, 4500])
    expect(server.handshakes).toHaveLength(8)
  },
)
