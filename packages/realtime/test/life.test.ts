import { afterEach, describe, expect, test, vi } from 'vitest'
import { type RealtimeClient, type RealtimeState, webSocket } from '../src/index.ts'
import { next } from './support/next.ts'
import { type Script, ScriptedServer } from './support/scripted-server.ts'

const servers: ScriptedServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]()
  vi.unstubAllGlobals()
})

async function listen(script: Script = {}): Promise<ScriptedServer> {
  const server = await ScriptedServer.listen(script)
  servers.push(server)
  return server
}

const isReady = ({ state }: { readonly state: RealtimeState }) => state === 'ready'

/** A signal that counts who listens to it. */
function counted(): { readonly stop: AbortController; readonly listeners: () => number } {
  const stop = new AbortController()
  const add = vi.spyOn(stop.signal, 'addEventListener')
  const remove = vi.spyOn(stop.signal, 'removeEventListener')
  return { stop, listeners: () => add.mock.calls.length - remove.mock.calls.length }
}

/** The states that a conversation goes through from now on. */
function statesOf(live: RealtimeClient): RealtimeState[] {
  const states: RealtimeState[] = []
  live.on('state', ({ state }) => states.push(state))
  return states
}

const sockets = [
  ['ws', {}],
  ['the global WebSocket', { socket: webSocket(WebSocket) }],
] as const

describe.each(sockets)('close() over %s', (_, options) => {
  test('says goodbye, and is done when the server has answered', async () => {
    const server = await listen()
    const live = await server.connect(options)
    const states = statesOf(live)
    const codes: number[] = []
    server.last.socket.on('close', (code) => codes.push(code))
    await Promise.all([live.close(), live.close(), live[Symbol.asyncDispose]()])
    expect(await live.closed).toEqual({})
    expect(states).toEqual(['closing', 'closed'])
    await server.until(() => codes.length > 0)
    expect(codes).toEqual([1000])
  })

  test('waits 2 s for a server that does not answer, and no more', async () => {
    const server = await listen()
    const live = await server.connect(options)
    server.last.socket.pause()
    const before = Date.now()
    await live.close()
    expect(Date.now() - before).toBeLessThan(4000)
  })

  test.each<RealtimeState>(['waiting', 'connecting', 'resuming', 'ready', 'closing', 'closed'])(
    'from a listener to the state %s',
    async (wanted) => {
      const server = await listen()
      const live = await server.connect(options)
      await live.room(1).subscribe()
      live.on('state', ({ state }) => {
        if (state === wanted) void live.close()
      })
      if (wanted.startsWith('clos')) void live.close()
      else server.last.socket.terminate()
      expect(await live.closed).toEqual({})
      expect(live.state).toBe('closed')
    },
  )

  test('while the socket is open and the server has not said hello, and says it then', async () => {
    const server = await listen({
      welcome: (peer, number) => {
        if (number === 1) peer.hello()
      },
    })
    const live = await server.connect(options)
    server.last.socket.terminate()
    await server.until(() => server.peers.length === 2)
    // The client has opened the socket when its answer to a ping is there.
    const { socket } = server.last
    socket.ping()
    await new Promise((resolve) => socket.once('pong', resolve))
    const closing = live.close()
    server.last.hello()
    await closing
    expect(live.stats().connections).toBe(1)
  })

  test('ends sends that wait', async () => {
    const server = await listen({ answer: (_, { type }) => type === 'message' })
    const live = await server.connect(options)
    const sent = live.room(1).send({ content: 'a' })
    const refused = expect(sent).rejects.toMatchObject({ code: 'REALTIME_CLOSED', outcomeUnknown: true })
    await live.close()
    await refused
    await expect(live.room(1).send({ content: 'b' })).rejects.toMatchObject({
      code: 'REALTIME_CLOSED',
      outcomeUnknown: false,
    })
    live.room(1).typing()
    live.presence('online')
  })

  test('while the socket is read no further takes no longer', async () => {
    const server = await listen()
    const live = await server.connect(options)
    const onOverflow = 'socket' in options ? 'drop-oldest' : 'pause'
    live.room(1).events({ bufferSize: 1, onOverflow })
    await server.until(() => server.last.frames.length === 1)
    for (let seq = 1; seq <= 50; seq++)
      server.last.message(seq, { epoch: 'e', seq }, { content: 'x'.repeat(100_000) })
    await expect.poll(() => live.stats().frames).toBeGreaterThan(1)
    const before = Date.now()
    await live.close()
    expect(Date.now() - before).toBeLessThan(1500)
  })
})

describe('a signal', () => {
  test('that is aborted already keeps anything from beginning', async () => {
    const server = await listen()
    await expect(server.connect({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(server.handshakes).toEqual([])
  })

  test.each<[string, Script]>([
    ['the handshake', { refuse: () => ['503 Service Unavailable'] }],
    ['hello', { welcome: () => {} }],
  ])('ends a beginning that waits for %s', async (_, script) => {
    const server = await listen(script)
    const { stop, listeners } = counted()
    const live = server.connect({
      signal: stop.signal,
      reconnect: { baseDelayMs: 50_000, maxDelayMs: 50_000 },
    })
    await server.until(() => server.handshakes.length > 0)
    stop.abort()
    await expect(live).rejects.toMatchObject({ code: 'ABORTED' })
    expect(listeners()).toBeLessThanOrEqual(0)
  })

  test('ends a beginning that waits for a credential', async () => {
    const server = await listen()
    const { stop } = counted()
    const asked = Promise.withResolvers<void>()
    const authenticate = () => {
      asked.resolve()
      return new Promise<never>(() => {})
    }
    const live = server.connect({ signal: stop.signal, authenticator: { authenticate } })
    await asked.promise
    stop.abort()
    await expect(live).rejects.toMatchObject({ code: 'ABORTED' })
  })

  test('ends a conversation, which is no error in the log, and is listened to no more', async () => {
    const server = await listen()
    const logged: string[] = []
    const logger = {
      debug: (_: object, text: string) => logged.push(text),
      info() {},
      warn: (_: object, text: string) => logged.push(`warning: ${text}`),
      error: (_: object, text: string) => logged.push(`error: ${text}`),
    }
    const { stop, listeners } = counted()
    const live = await server.connect({ signal: stop.signal, logger })
    stop.abort()
    expect((await live.closed).error?.code).toBe('ABORTED')
    expect(live.state).toBe('closed')
    expect(logged).toEqual(['veza: realtime is over: The call was aborted'])
    const other = counted()
    const second = await server.connect({ signal: other.stop.signal })
    await second.close()
    await second.closed
    expect([listeners(), other.listeners()].every((count) => count <= 1)).toBe(true)
  })

  test('is listened to by nobody after close()', async () => {
    const server = await listen()
    const { stop, listeners } = counted()
    const live = await server.connect({ signal: stop.signal })
    expect(listeners()).toBe(1)
    await live.close()
    await live.closed
    expect(listeners()).toBe(0)
  })
})

describe('a credential that does not come', () => {
  test('is not waited for by close()', async () => {
    const server = await listen()
    let hangs = false
    const asked = Promise.withResolvers<void>()
    const authenticate = () => {
      if (!hangs) return { authorization: 'Bearer a' }
      asked.resolve()
      return new Promise<never>(() => {})
    }
    const live = await server.connect({ authenticator: { authenticate } })
    hangs = true
    server.last.socket.terminate()
    await asked.promise
    await live.close()
    expect(live.state).toBe('closed')
  })

  test('has the time of one attempt, and the next attempt asks again', async () => {
    const server = await listen()
    let asked = 0
    const authenticate = ({ signal }: { readonly signal: AbortSignal }) => {
      asked++
      if (asked !== 2) return { authorization: 'Bearer a' }
      return new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('late'))),
      )
    }
    const live = await server.connect({ authenticator: { authenticate }, connectTimeoutMs: 100 })
    const ready = next(live, 'state', isReady)
    server.last.socket.terminate()
    await ready
    expect(asked).toBe(3)
    expect(server.last.socket.protocol).toBe('veza.v2')
  })
})

describe('goaway', () => {
  test('is obeyed, and the old socket not waited for', async () => {
    const server = await listen()
    const live = await server.connect({ reconnect: { firstDelayMs: 0 } })
    await live.room(1).subscribe()
    const states = statesOf(live)
    const ready = next(live, 'state', isReady)
    const [old] = server.peers
    old?.send('goaway', { retry_after_ms: 0, window_ms: 10 })
    // It answers no close frame any more.
    old?.socket.pause()
    await ready
    expect(states).toEqual(['waiting', 'connecting', 'resuming', 'ready'])
    expect(server.peers).toHaveLength(2)
  })

  test('while the conversation is being closed changes nothing', async () => {
    const server = await listen()
    const live = await server.connect()
    const closing = live.close()
    server.last.send('goaway', { retry_after_ms: 0, window_ms: 0 })
    server.last.send('token_expiring', { expires_in_ms: 0 })
    await closing
    expect(server.peers).toHaveLength(1)
  })

  test('without reconnecting ends the conversation', async () => {
    const server = await listen()
    const live = await server.connect({ reconnect: false })
    server.last.send('goaway', { retry_after_ms: 0, window_ms: 0 })
    expect((await live.closed).error?.code).toBe('CONNECTION_FAILED')
  })

  test('again and again from a server that accepts at once is no storm', async () => {
    const server = await listen({
      welcome: (peer) => {
        peer.hello()
        peer.send('goaway', { retry_after_ms: 0, window_ms: 0 })
      },
    })
    const delays: number[] = []
    const logger = {
      debug() {},
      info: (fields: object) => delays.push((fields as { delayMs: number }).delayMs),
      warn() {},
      error() {},
    }
    await server.connect({ reconnect: { firstDelayMs: 50 }, random: () => 0.5, logger })
    await server.until(() => server.peers.length === 4)
    expect(delays.slice(0, 3)).toEqual([25, 25, 25])
  })
})

describe('the network', () => {
  function stubbed() {
    const target = new EventTarget()
    const add = vi.fn(target.addEventListener.bind(target))
    const remove = vi.fn(target.removeEventListener.bind(target))
    vi.stubGlobal('addEventListener', add)
    vi.stubGlobal('removeEventListener', remove)
    return { target, add, remove }
  }

  test('that is back ends the wait', async () => {
    const { target, add, remove } = stubbed()
    const server = await listen()
    const live = await server.connect({ reconnect: { firstDelayMs: 3_600_000 }, random: () => 0.9 })
    const waiting = next(live, 'state', ({ state }) => state === 'waiting')
    target.dispatchEvent(new Event('offline'))
    await waiting
    // It is asleep when a turn of the loop has passed.
    await new Promise((resolve) => setImmediate(resolve))
    const ready = next(live, 'state', isReady)
    target.dispatchEvent(new Event('online'))
    await ready
    await live.close()
    expect(add.mock.calls.map(([type]) => type)).toEqual(['online', 'offline'])
    expect(remove.mock.calls).toEqual(add.mock.calls)
  })

  test('that is back does not overrule what the server asked for', async () => {
    const { target } = stubbed()
    let refuses = false
    const server = await listen({
      refuse: () => (refuses ? ['503 Service Unavailable', 'Retry-After: 3600\r\n'] : undefined),
    })
    const live = await server.connect({ reconnect: { firstDelayMs: 0 } })
    refuses = true
    server.last.socket.terminate()
    await server.until(() => server.handshakes.length === 2)
    await next(live, 'state', ({ state }) => state === 'waiting')
    await new Promise((resolve) => setImmediate(resolve))
    target.dispatchEvent(new Event('online'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(live.state).toBe('waiting')
    expect(server.handshakes).toHaveLength(2)
  })
})

describe('a client that only listens', () => {
  test('is heard by a server that closes those it does not hear', async () => {
    let heard = 0
    const server = await listen({
      welcome: (peer) => peer.hello({ heartbeat_ms: 300 }),
      answer: (_, { type }) => {
        if (type === 'ping') heard++
        return false
      },
    })
    const live = await server.connect()
    await live.room(1).subscribe()
    // Events come all the time: the heartbeat has no reason to ask.
    let seq = 0
    const talk = setInterval(() => {
      seq++
      server.last.message(seq, { epoch: 'e', seq })
    }, 10)
    await server.until(() => heard >= 2)
    clearInterval(talk)
    expect(live.stats().connections).toBe(1)
  })
})

describe('beginning', () => {
  test('takes so long at most, and says why', async () => {
    const server = await listen({ refuse: () => ['500 Internal Server Error'] })
    const error = await server
      .connect({ startTimeoutMs: 200, reconnect: { baseDelayMs: 1, maxDelayMs: 10 } })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'TIMEOUT', cause: { code: 'REALTIME_HANDSHAKE_REFUSED' } })
  })

  test('says what an authenticator threw', async () => {
    const server = await listen()
    const authenticate = () => Promise.reject(new Error('the vault is sealed'))
    const error = await server
      .connect({ authenticator: { authenticate }, startTimeoutMs: 200 })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'TIMEOUT', cause: { cause: { message: 'the vault is sealed' } } })
  })

  test('gives an attempt so long, and tries another', async () => {
    const server = await listen({
      welcome: (peer, number) => {
        if (number === 2) peer.hello()
      },
    })
    const live = await server.connect({ connectTimeoutMs: 100, reconnect: { baseDelayMs: 1 } })
    expect([live.stats().connections, server.peers.length]).toEqual([1, 2])
    expect(server.last.socket.protocol).toBe('veza.v2')
  })

  test('keeps veza.v2 when a server breaks the connection before it has said hello', async () => {
    const server = await listen({
      welcome: (peer, number) => {
        if (number < 4) peer.socket.terminate()
        else peer.hello()
      },
    })
    await server.connect({ reconnect: { baseDelayMs: 1, maxDelayMs: 5 } })
    expect(server.peers.map(({ socket }) => socket.protocol)).toEqual(
      Array.from({ length: 4 }, () => 'veza.v2'),
    )
  })

  test('keeps veza.v2 when an authenticator could not reach its server', async () => {
    const server = await listen()
    let asked = 0
    const authenticate = () => {
      asked++
      if (asked === 1) throw new Error('network')
      return { authorization: 'Bearer a' }
    }
    await server.connect({ authenticator: { authenticate }, reconnect: { baseDelayMs: 1 } })
    expect(server.last.socket.protocol).toBe('veza.v2')
  })

  test('insists on a protocol where it was told to', async () => {
    const server = await listen({ protocol: 'none' })
    const error = await server
      .connect({ protocol: 'veza.v2', startTimeoutMs: 200, reconnect: { baseDelayMs: 10, maxDelayMs: 50 } })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'TIMEOUT' })
    expect(server.handshakes[0]?.headers['sec-websocket-protocol']).toBe('veza.v2')
  })

  test('a server that chooses no subprotocol for the token is not stormed', async () => {
    const server = await listen({ protocol: 'none' })
    const authenticator = { authenticate: () => ({ authorization: 'Bearer abc' }) }
    const reconnect = { baseDelayMs: 60, maxDelayMs: 60 }
    const tries = server.connect({
      tokenIn: 'subprotocol',
      authenticator,
      startTimeoutMs: 300,
      reconnect,
      random: () => 1,
    })
    await expect(tries).rejects.toMatchObject({ code: 'TIMEOUT' })
    expect(server.handshakes.length).toBeLessThan(9)
  })

  test('offers nothing where it was told to', async () => {
    const server = await listen({ protocol: 'none' })
    await server.connect({ protocol: 'none' })
    expect(server.handshakes[0]?.headers['sec-websocket-protocol']).toBeUndefined()
  })

  test('offers compression only where it was told to, and frames get through', async () => {
    const server = await listen()
    await server.connect()
    const live = await server.connect({ compression: true })
    expect(server.handshakes.map(({ headers }) => headers['sec-websocket-extensions'] !== undefined)).toEqual(
      [false, true],
    )
    expect(await live.room(1).send({ content: 'a' })).toMatchObject({ acknowledged: true })
  })
})

test('nothing is left behind by a hundred conversations', async () => {
  const server = await listen()
  const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  for (let n = 0; n < 100; n++) {
    const live = await server.connect()
    await live.room(1).subscribe()
    await live.close()
  }
  await new Promise((resolve) => setImmediate(resolve))
  const after = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  expect(after - before).toBeLessThanOrEqual(2)
})
