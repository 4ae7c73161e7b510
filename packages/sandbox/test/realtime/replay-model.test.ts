import { createSandbox, type RealtimeReceiver, type RealtimeSocket, type Sandbox } from '@veza/sandbox'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Frame } from './raw-client.ts'

const limit = 10_000

/** A client without a network: it takes what it is sent, or lets it wait. */
class FakeClient {
  readonly #sandbox: Sandbox
  readonly #decoder = new TextDecoder()
  #receiver: RealtimeReceiver | undefined
  #waiting: Uint8Array[] = []
  #isStuck = false
  /** What has been dealt with. */
  since: { epoch: string; seq: number } | undefined
  /** The events in the order they came, by epoch and number. */
  readonly events: string[] = []
  readonly errors: string[] = []
  gaps = 0

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox
  }

  get isOpen(): boolean {
    return this.#receiver !== undefined
  }

  async connect(isStuck = false): Promise<void> {
    this.#isStuck = false
    this.#waiting = []
    const waiting = () => this.#waiting.reduce((sum, { byteLength }) => sum + byteLength, 0)
    const socket: RealtimeSocket = {
      get bufferedBytes() {
        return waiting()
      },
      send: (bytes) => (this.#isStuck ? void this.#waiting.push(bytes) : this.#read(bytes)),
      pong: () => {},
      flush: () => {},
      close: () => this.#lose(),
      cut: () => this.#lose(),
      silence: () => {},
    }
    const offered = ['veza.v2']
    const handshake = { url: `/ws?token=${this.#sandbox.apiKey}`, offered, protocol: 'veza.v2' }
    this.#receiver = this.#sandbox.realtime.accept(socket, handshake)
    await settled()
    this.#isStuck = isStuck
    this.send('subscribe', { room_id: 1, ...(this.since && { since: this.since }) })
  }

  send(type: string, payload: object): void {
    this.#receiver?.receive(JSON.stringify({ type, payload }))
  }

  leave(): void {
    const receiver = this.#receiver
    this.#lose()
    receiver?.gone()
  }

  /** Reads no more for now. */
  stick(): void {
    this.#isStuck = true
  }

  /** With what is on its way dealt with first: else it would come again. */
  subscribeAgain(): void {
    const wasStuck = this.#isStuck
    this.read()
    this.#isStuck = wasStuck
    this.send('subscribe', { room_id: 1, ...(this.since && { since: this.since }) })
  }

  /** Reads on. */
  read(): void {
    this.#isStuck = false
    for (const bytes of this.#waiting.splice(0)) this.#read(bytes)
    this.#receiver?.drained()
  }

  #lose(): void {
    this.#receiver = undefined
    this.#waiting = []
  }

  #read(bytes: Uint8Array): void {
    const { type, payload, epoch, seq } = JSON.parse(this.#decoder.decode(bytes)) as Frame
    if (type === 'subscribed') this.#resume(payload as unknown as Subscribed)
    if (epoch === undefined || seq === undefined) return
    if (epoch !== this.since?.epoch || seq !== this.since.seq + 1)
      this.errors.push(`${epoch} ${seq} came after ${JSON.stringify(this.since)}`)
    this.since = { epoch, seq }
    this.events.push(`${epoch} ${seq}`)
  }

  #resume({ epoch, head, replayed }: Subscribed): void {
    const before = this.since
    if (replayed === undefined) this.gaps++
    else if (before !== undefined && (before.epoch !== epoch || before.seq !== head - replayed))
      this.errors.push(`replays ${replayed} to ${head}, after ${JSON.stringify(before)}`)
    if (before === undefined || replayed === undefined) this.since = { epoch, seq: head }
  }
}

interface Subscribed {
  readonly epoch: string
  readonly head: number
  readonly replayed?: number
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a room', () => {
  test('loses and doubles nothing, whoever comes, goes, or does not read', { timeout: 60_000 }, async () => {
    const who = fc.nat({ max: 5 })
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.tuple(fc.constant('say' as const), fc.integer({ min: 1, max: 12 })) },
      { weight: 2, arbitrary: fc.tuple(fc.constant('connect' as const), who) },
      { weight: 2, arbitrary: fc.tuple(fc.constant('leave' as const), who) },
      { weight: 2, arbitrary: fc.tuple(fc.constant('stick' as const), who) },
      { weight: 3, arbitrary: fc.tuple(fc.constant('read' as const), who) },
      { weight: 1, arbitrary: fc.tuple(fc.constant('subscribe' as const), who) },
      { weight: 1, arbitrary: fc.tuple(fc.constant('restart' as const), fc.constant(0)) },
    )
    let gaps = 0
    let slow = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }), async (steps) => {
        const sandbox = createSandbox({ realtime: { replayEvents: 30, maxBufferedBytes: limit } })
        const writer = new FakeClient(sandbox)
        const clients = [0, 1, 2].map(() => new FakeClient(sandbox))
        await writer.connect()
        for (const [what, n] of steps) {
          const client = clients[n % 3] as FakeClient
          if (!writer.isOpen) await writer.connect()
          if (what === 'say')
            for (let i = 0; i < n; i++) writer.send('message', { room_id: 1, content: 'x'.repeat(400) })
          else if (what === 'connect') await (client.isOpen ? undefined : client.connect(n > 2))
          else if (what === 'restart') sandbox.realtime.restart()
          else if (what === 'subscribe') client.subscribeAgain()
          else client[what]()
          await settled()
        }
        if (!writer.isOpen) await writer.connect()
        for (const client of clients) {
          client.read()
          // What it had yet to get may be gone: it is closed then.
          await settled()
          if (!client.isOpen) await client.connect()
        }
        for (const client of [writer, ...clients]) {
          expect(client.errors).toEqual([])
          expect(new Set(client.events).size).toBe(client.events.length)
          expect(client.since).toEqual(writer.since)
          client.leave()
          gaps += client.gaps
        }
        slow += sandbox.realtime.stats().slowConsumers
      }),
      { numRuns: 200 },
    )
    // What it is about has happened.
    expect(Math.min(gaps, slow)).toBeGreaterThan(0)
  })
})
