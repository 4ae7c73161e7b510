import { inspect } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { type RealtimeOptions, type TokenWay, webSocket } from '../src/index.ts'
import { ScriptedServer } from './support/scripted-server.ts'

const token = 'canary+eyJhbGciOiJIUzI1NiJ9.c2VjcmV0/c2VjcmV0.c2ln=='
const forms = [
  token,
  encodeURIComponent(token),
  new URLSearchParams({ t: token }).toString().slice(2),
  Buffer.from(token).toString('base64'),
  Buffer.from(token).toString('base64url'),
  // What a server may cut off.
  token.slice(0, 20),
  'canary',
]

afterEach(() => {
  vi.restoreAllMocks()
})

const sockets: readonly (readonly [string, RealtimeOptions])[] = [
  ['ws', {}],
  ['the global WebSocket', { socket: webSocket(WebSocket) }],
]
const ways: readonly TokenWay[] = ['header', 'first-frame', 'subprotocol', 'ticket', 'query']

const cases = sockets.flatMap(([name, options]) =>
  ways
    .filter((way) => way !== 'header' || options.socket === undefined)
    .map((way) => [way, name, options] as const),
)

test.each(cases)('a token by %s over %s is nowhere to be read', async (tokenIn, _, options) => {
  const seen: unknown[] = []
  const rejections: unknown[] = []
  const note = (reason: unknown) => rejections.push(reason)
  process.on('unhandledRejection', note)
  process.on('warning', note)
  for (const method of ['debug', 'info', 'log', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((...said: unknown[]) => void seen.push(said))
  try {
    await using server = await ScriptedServer.listen({
      refuse: (_request, number) => (number < 3 ? ['503 Service Unavailable'] : undefined),
      answer: (peer, { type, payload }) => {
        if (type !== 'message') return false
        // Servers like to repeat what they refuse.
        const message = `Bad token ${token} (${encodeURIComponent(token)})`
        peer.send('error', { code: token, message, client_id: payload['client_id'] })
        return true
      },
    })
    const authenticator = {
      authenticate: () => ({ authorization: `Bearer ${token}` }),
      refresh: () => Promise.resolve(false),
    }
    const live = await server.connect({
      ...options,
      tokenIn,
      authenticator,
      ticket: () => Promise.resolve(token),
      logger: console,
      reconnect: { baseDelayMs: 1 },
    })
    const room = live.room(1)
    const events = room.events()
    await room.subscribe()
    live.on('state', (event) => seen.push(event))
    live.on('error', (event) => seen.push(event))
    seen.push(live, room, events, live.stats())
    seen.push(await room.send({ content: 'a' }).catch((error: unknown) => error))
    server.last.socket.close(tokenIn === 'ticket' ? 4403 : 1008, `Invalid token ${token}`.slice(0, 100))
    seen.push(await live.closed, await events.next().catch((error: unknown) => error))
    seen.push(
      await server
        .connect({
          ...options,
          url: server.url.replace('/ws', '/none'),
          tokenIn: 'query',
          authenticator,
          reconnect: false,
          connectTimeoutMs: 1,
        })
        .catch((error: unknown) => error),
    )
    await new Promise((resolve) => setImmediate(resolve))
    const printed = seen
      .flatMap((thing) => [
        inspect(thing, { depth: 20, showHidden: true, getters: true }),
        JSON.stringify(thing) ?? '',
        String((thing as { stack?: unknown } | undefined)?.stack),
      ])
      .join('\n')
    expect(printed).toMatch(/Bad token …|The server turned the token away/)
    for (const form of forms) expect(printed.toLowerCase()).not.toContain(form.toLowerCase())
    expect(rejections).toEqual([])
  } finally {
    process.off('unhandledRejection', note)
    process.off('warning', note)
  }
})
