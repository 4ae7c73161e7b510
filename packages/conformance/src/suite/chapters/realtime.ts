import type { ConnectOptions, RealtimeClient, RealtimeEvent, RealtimeEventOf } from '@veza/client'
import type { Case, Chapter } from '../case.ts'
import { between, equal, failureOf, holds } from '../check.ts'
import type { World } from '../world.ts'

const quick = { reconnect: { firstDelayMs: 20, baseDelayMs: 20, maxDelayMs: 200 } } as const
const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** Each protocol, as a runtime can speak it to a server that knows it or not. */
const protocols: readonly (readonly [string, ConnectOptions])[] = [
  ['veza.v2', { protocol: 'veza.v2' }],
  ['veza.v1', { protocol: 'veza.v1' }],
  ['the protocol of the guide, without a subprotocol', { protocol: 'none', tokenIn: 'query' }],
]

/** One conversation over a WebSocket, whichever the runtime has. */
export const realtime: Chapter = {
  name: 'Realtime',
  cases: [
    ...protocols.flatMap(([name, options], index) => conversations(name, options, index + 1)),
    ...(['first-frame', 'subprotocol', 'ticket', 'query'] as const).map(tokenCase),
    {
      name: 'a token in the handshake is for Node alone, and elsewhere that is said',
      async run({ client, kind }) {
        const connecting = client().realtime.connect({ tokenIn: 'header' })
        if (kind === 'node') await (await connecting).close()
        else equal((await failureOf(connecting)).code, 'INVALID_OPTION')
      },
    },
    {
      name: 'a token that is turned away ends the conversation, and is printed nowhere',
      async run({ client }) {
        const apiKey = 'veza_test_canary-of-realtime'
        const error = await failureOf(client({ apiKey, logger: silent }).realtime.connect(quick))
        equal([error.name, error.code], ['AuthenticationError', 'WEBSOCKET_AUTH_FAILED'])
        holds(!`${error.stack}${JSON.stringify(error)}`.includes('canary-'), 'the error has the token')
      },
    },
    {
      name: 'a message is stored once, although its acknowledgement is lost',
      async run(world) {
        await during(world.client({ logger: silent }).realtime.connect(quick), async (live) => {
          const room = live.room(3)
          const messages = collected(live, 'message')
          await room.subscribe()
          const sent = Array.from({ length: 20 }, (_, index) => room.send({ content: `once ${index}` }))
          await fault(world, { kind: 'cut', room: 3 })
          const ids = (await Promise.all(sent)).map(({ id }) => id)
          equal(new Set(ids).size, 20)
          await messages.until(20)
          equal(
            messages.all.map(({ message }) => message.content),
            ids.map((_, index) => `once ${index}`),
          )
        })
      },
    },
    {
      name: 'a server that goes silent is noticed',
      async run(world) {
        const veza = world.client({ logger: silent })
        await during(veza.realtime.connect({ ...quick, deadAfterMs: 500 }), async (live) => {
          await live.room(4).subscribe()
          const lost = new Promise((resolve) => live.once('error', resolve))
          const startedAt = performance.now()
          await fault(world, { kind: 'half-open', room: 4 })
          equal(((await lost) as RealtimeEventOf<'error'>).error.code, 'REALTIME_PEER_SILENT')
          between(performance.now() - startedAt, 100, 5000, 'the time it took')
          // The connection that was given up waits for an answer, in runtimes that cannot break it.
          await fault(world, { kind: 'cut' })
        })
      },
    },
    {
      name: 'a signal ends the attempt to connect, and the conversation',
      async run({ client }) {
        const veza = client({ logger: silent })
        const aborted = failureOf(veza.realtime.connect({ signal: AbortSignal.abort() }))
        equal((await aborted).name, 'AbortError')
        const controller = new AbortController()
        const live = await veza.realtime.connect({ signal: controller.signal })
        const events = live.room(4).events()
        controller.abort()
        equal([(await live.closed).error?.code, live.state], ['ABORTED', 'closed'])
        equal((await failureOf(events.next())).name, 'AbortError')
      },
    },
    {
      name: 'close() ends the streams of events, and what is sent afterwards says so',
      async run({ client }) {
        const live = await client().realtime.connect()
        const events = live.room(4).events()
        await live.room(4).subscribe()
        await live.close()
        equal([(await events.next()).done, live.state, await live.closed], [true, 'closed', {}])
        equal((await failureOf(live.room(4).send({ content: 'too late' }))).code, 'REALTIME_CLOSED')
      },
    },
    {
      name: 'a stream that is read too slowly does what it was told to',
      async run(world) {
        const { client } = world
        await during(client().realtime.connect(), async (live) => {
          const room = live.room(6)
          const oldest = room.events({ bufferSize: 2, onOverflow: 'drop-oldest' })
          const newest = room.events({ bufferSize: 2, onOverflow: 'drop-newest' })
          const failing = room.events({ bufferSize: 2, onOverflow: 'error' })
          await room.subscribe()
          const messages = collected(live, 'message')
          for (const content of ['a', 'b', 'c']) await room.send({ content })
          await messages.until(3)
          equal(
            [await contents(oldest, 2), await contents(newest, 2)],
            [
              ['b', 'c'],
              ['a', 'b'],
            ],
          )
          equal(await contents(failing, 2), ['a', 'b'])
          equal((await failureOf(failing.next())).code, 'REALTIME_BUFFER_OVERFLOW')
        })
      },
    },
  ],
}

function conversations(name: string, options: ConnectOptions, room: number): Case[] {
  return [
    {
      name: `${name}: messages of a room come, typed, whichever way they were sent`,
      async run({ client }) {
        const veza = client()
        await during(veza.realtime.connect(options), async (live) => {
          const messages = collected(live, 'message')
          await live.room(room).subscribe()
          const { id } = await veza.chat.messages.send({ roomId: room, content: 'by REST' })
          await messages.until(1)
          await live.room(room).send({ content: 'by socket' })
          const [first, second] = await messages.until(2)
          equal([first?.message.id, first?.message.createdAt instanceof Date], [id, true])
          equal([second?.roomId, second?.message.content], [room, 'by socket'])
        })
      },
    },
    {
      name: `${name}: nothing is lost and nothing doubled over a cut and a restart of the server`,
      async run(world) {
        const veza = world.client({ logger: silent })
        await during(veza.realtime.connect({ ...options, ...quick }), async (live) => {
          const messages = collected(live, 'message')
          const gaps = collected(live, 'gap')
          await live.room(room).subscribe()
          for (const kind of ['cut', 'restart'] as const) {
            const gone = new Promise((resolve) => live.once('state', resolve))
            await fault(world, kind === 'cut' ? { kind, room } : { kind })
            await gone
            await veza.chat.messages.send({ roomId: room, content: `after ${kind}` })
            await messages.until(kind === 'cut' ? 1 : 2)
          }
          await veza.chat.messages.send({ roomId: room, content: 'last' })
          const all = await messages.until(3)
          equal(
            all.map(({ message }) => message.content),
            ['after cut', 'after restart', 'last'],
          )
          equal(gaps.all, [])
        })
      },
    },
  ]
}

function tokenCase(tokenIn: 'first-frame' | 'subprotocol' | 'ticket' | 'query'): Case {
  return {
    name: `the token may go by ${tokenIn}`,
    async run({ client }) {
      await during(client().realtime.connect({ tokenIn }), async (live) => {
        await live.room(1).subscribe()
        equal(live.state, 'ready')
      })
    },
  }
}

/** One conversation, closed whatever comes of it. Node.js 22 knows no `await using`. */
async function during(
  connecting: Promise<RealtimeClient>,
  talk: (live: RealtimeClient) => Promise<void>,
): Promise<void> {
  const live = await connecting
  try {
    await talk(live)
  } finally {
    await live.close()
  }
}

async function fault({ sandbox }: World, what: object): Promise<void> {
  const url = `${sandbox.url}/_sandbox/realtime/faults`
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(what) })
  holds(response.ok, `the sandbox refused a fault: ${await response.text()}`)
}

/** The events of a type, as they come. */
function collected<T extends RealtimeEvent['type']>(live: RealtimeClient, type: T) {
  const all: RealtimeEventOf<T>[] = []
  live.on(type, (event) => all.push(event))
  return {
    all,
    async until(count: number): Promise<readonly RealtimeEventOf<T>[]> {
      while (all.length < count) await new Promise((resolve) => live.once(type, resolve))
      return all
    },
  }
}

async function contents(events: AsyncIterator<{ readonly type: string }>, count: number): Promise<unknown[]> {
  const read: unknown[] = []
  while (read.length < count) {
    const { value } = (await events.next()) as { value: { message?: { content: string } } }
    read.push(value.message?.content)
  }
  return read
}
