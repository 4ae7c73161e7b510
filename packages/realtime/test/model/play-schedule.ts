import { getEventListeners } from 'node:events'
import { ManualClock } from '@veza/resilience/testing'
import { Conversation } from '../../src/conversation.ts'
import { RealtimeClient, type RealtimeState } from '../../src/index.ts'
import { realtimeSettings } from '../../src/options/realtime-settings.ts'
import type { CountedTarget } from './counted-target.ts'
import { modelOptions } from './model-options.ts'
import { ModelServer } from './model-server.ts'
import { RoomLedger } from './room-ledger.ts'
import type { Schedule, Step, StepName } from './schedule.ts'

/** Where each state may lead: written down anew, so that the table of the package has something to differ from. */
const successors: Readonly<Record<RealtimeState, readonly RealtimeState[]>> = {
  idle: ['connecting'],
  connecting: ['resuming', 'waiting', 'closing', 'closed'],
  resuming: ['ready', 'waiting', 'closing', 'closed'],
  ready: ['waiting', 'closing', 'closed'],
  waiting: ['connecting', 'closed'],
  closing: ['closed'],
  closed: [],
}

const closeCodes = [1006, 1000, 1001, 1012, 1013, 1008, 1009, 1011, 4408, 4403]
const durations = [1, 20, 400, 1000, 2000, 4000, 8000, 11_000, 31_000, 61_000]

/** Plays a schedule. @throws Error where the conversation does what it must not. */
export async function playSchedule(schedule: Schedule, globals: CountedTarget): Promise<void> {
  await new SchedulePlay(schedule, globals).play()
}

class SchedulePlay {
  readonly #schedule: Schedule
  readonly #globals: CountedTarget
  readonly #clock = new ManualClock()
  readonly #server = new ModelServer()
  readonly #stop = new AbortController()
  readonly #stops: AbortController[] = []
  readonly #ledgers = new Map<number, RoomLedger>()
  readonly #settlements: { readonly what: string; done: boolean }[] = []
  readonly #acknowledged: string[] = []
  readonly #conversation: Conversation
  readonly #live: RealtimeClient
  #state: RealtimeState = 'idle'
  #sent = 0

  constructor(schedule: Schedule, globals: CountedTarget) {
    this.#schedule = schedule
    this.#globals = globals
    const { hasPing, whenFull, chance } = schedule
    const settings = realtimeSettings({
      ...modelOptions(this.#server, this.#clock, hasPing),
      startTimeoutMs: 100_000_000,
      queue: { maxMessages: 3, whenFull },
      random: () => chance,
      signal: this.#stop.signal,
    })
    this.#conversation = new Conversation(settings)
    this.#live = new RealtimeClient(this.#conversation)
  }

  async play(): Promise<void> {
    this.#live.on('state', ({ state, previous }) => this.#changed(state, previous))
    this.#live.on('message', ({ roomId, message }) => this.#ledgers.get(roomId)?.add(message.id))
    this.#live.on('gap', ({ reason }) => {
      throw new Error(`A gap: ${reason}`)
    })
    const failures: unknown[] = []
    this.#live.on('error', ({ error }) => {
      if (error.code === 'REALTIME_LISTENER_FAILED') failures.push(error.cause)
    })
    this.#follow('start', this.#conversation.start())
    if (this.#schedule.warm) {
      for (const roomId of [1, 2]) this.#subscribe(roomId)
      await this.#heal()
    }
    for (const step of this.#schedule.steps) {
      this.#steps[step.name](step.amount)
      await this.#clock.advance(step.name === 'pass-time' ? (durations[step.amount] ?? 0) : 0)
      this.#check(false)
    }
    await this.#heal()
    // What was lost shows by what comes after it.
    for (const roomId of [1, 2]) this.#server.post(roomId)
    await this.#heal()
    this.#check(this.#state === 'ready')
    await this.#end()
    if (failures.length > 0) throw new Error('A listener failed', { cause: failures[0] })
  }

  readonly #steps: Readonly<Record<StepName, (amount: Step['amount']) => void>> = {
    accept: () => {
      const peer = this.#server.current
      if (peer?.isAccepted === false) this.#server.accept(peer, this.#schedule.exact)
    },
    serve: (amount) => {
      // Sometimes what an old connection has left behind comes late.
      const { peers, current } = this.#server
      const peer = amount === 0 ? peers.find(({ inbound }) => inbound.length > 0) : current
      for (let times = 0; peer !== undefined && times <= amount; times++) this.#server.serve(peer)
    },
    deliver: (amount) => {
      for (let times = 0; times <= amount; times++) this.#server.current?.deliver()
    },
    post: (amount) => {
      for (let times = 0; times <= amount % 4; times++) this.#server.post(1 + (amount % 2))
    },
    send: (amount) => this.#send(`sent ${this.#sent++}`, 1 + (amount % 2)),
    'send-again': () => this.#send(`sent ${Math.max(0, this.#sent - 1)}`, 1),
    'abort-send': () => this.#stops.pop()?.abort(),
    subscribe: (amount) => this.#subscribe(1 + (amount % 2)),
    unsubscribe: (amount) => {
      this.#ledgers.delete(1 + (amount % 2))
      this.#live.room(1 + (amount % 2)).unsubscribe()
    },
    'pass-time': () => {},
    cut: (amount) => this.#server.current?.end({ code: closeCodes[amount % 5] ?? 1006, reason: '' }),
    'hang-up': (amount) => {
      if (this.#server.current?.isAccepted)
        this.#server.current.hangUp({ code: closeCodes[amount] ?? 1006, reason: 'x; retry_after_ms=50' })
    },
    restart: () => this.#server.restart(),
    disturb: (amount) => this.#disturb(amount),
    lose: () => this.#server.current?.loseEvent(),
    offline: () => this.#globals.dispatch('offline'),
    online: () => this.#globals.dispatch('online'),
    abort: () => this.#stop.abort(),
    close: () => this.#follow('close', this.#live.close()),
  }

  #send(content: string, roomId: number): void {
    const stop = new AbortController()
    this.#stops.push(stop)
    const sent = this.#live.room(roomId).send({ content, clientId: content, signal: stop.signal })
    this.#follow(
      'send',
      sent.then(({ acknowledged }) => acknowledged && this.#acknowledged.push(content)),
    )
  }

  #subscribe(roomId: number): void {
    const known = this.#ledgers.get(roomId)
    const ledger = known ?? new RoomLedger(roomId, this.#server, this.#canTell)
    this.#ledgers.set(roomId, ledger)
    const subscribed = this.#live.room(roomId).subscribe()
    this.#follow(
      'subscribe',
      subscribed.then(() => this.#canTell && ledger.confirmed()),
    )
  }

  /** Whether the client can tell that the server has handled a subscription: else it can but wait. */
  get #canTell(): boolean {
    return this.#schedule.exact || this.#schedule.hasPing
  }

  /** Something that no good server does. */
  #disturb(amount: number): void {
    const peer = this.#server.current
    if (peer?.isAccepted !== true) return
    const head = this.#server.head(1)
    const disturbances: readonly (() => void)[] = [
      () => peer.sayText('{'),
      () => peer.sayText('[]'),
      () => peer.sayBinary(),
      () => peer.say({ type: 'news', payload: { anything: 1 } }),
      () => peer.say({ type: 'message', payload: { room_id: 3, content: 7 } }),
      () => peer.say({ type: 'ack', payload: { client_id: 'nobody', id: 1, room_id: 1 } }),
      () => peer.say({ type: 'token_expiring', payload: { expires_in_ms: 1000 } }),
      () => peer.say({ type: 'goaway', payload: { retry_after_ms: 100, window_ms: 100 } }),
      () => head > 0 && peer.rooms.has(1) && peer.say(this.#server.event(peer, 1, head)),
      () => peer.say({ type: 'ping', payload: { nonce: 1 } }),
    ]
    disturbances[amount]?.()
  }

  #changed(state: RealtimeState, previous: RealtimeState): void {
    if (previous !== this.#state || !successors[previous].includes(state))
      throw new Error(`From ${previous} to ${state}, known as ${this.#state}`)
    this.#state = state
  }

  #follow(what: string, work: Promise<unknown>): void {
    const settlement = { what, done: false }
    this.#settlements.push(settlement)
    const settled = async () => {
      await Promise.allSettled([work])
      settlement.done = true
    }
    void settled()
  }

  /** What holds at any time. */
  #check(toTheEnd: boolean): void {
    if (this.#live.state !== this.#state)
      throw new Error(`A change to ${this.#live.state} that nobody was told`)
    for (const ledger of this.#ledgers.values()) ledger.check(toTheEnd)
    const stored = this.#server.contents().filter((content) => content.startsWith('sent '))
    if (this.#schedule.exact && new Set(stored).size < stored.length)
      throw new Error(`Stored twice: ${stored.join()}`)
    // What was given up may still arrive, at any time.
    const numbers = stored.filter((content) => this.#acknowledged.includes(content)).map(numberIn)
    const inOrder = numbers.every((number, index) => index === 0 || Number(numbers[index - 1]) < number)
    if (!inOrder) throw new Error(`Stored out of order: ${stored.join()}`)
    const lost = this.#acknowledged.find((content) => !stored.includes(content))
    if (lost !== undefined) throw new Error(`Acknowledged, not stored: ${lost}`)
  }

  /** The network gets well: so does the conversation, unless it is over. */
  async #heal(): Promise<void> {
    for (let round = 0; round < 100 && !this.#isWell; round++) {
      const peer = this.#server.current
      if (peer?.isAccepted === false) this.#server.accept(peer, this.#schedule.exact)
      while (peer !== undefined && peer.inbound.length + peer.waiting > 0 && !peer.isEnded) {
        this.#server.serve(peer)
        peer.deliver()
      }
      await this.#clock.advance(this.#healingMs)
    }
    if (!this.#isWell) throw new Error(`It does not come back, and stays ${this.#state}`)
  }

  /** What it waits for: the next attempt, a server that does not answer, or without pings just time. */
  get #healingMs(): number {
    if (this.#state === 'waiting') return 1000
    if (this.#state === 'closing') return 2000
    return this.#schedule.hasPing ? 0 : 250
  }

  get #isWell(): boolean {
    if (this.#state === 'closed') return true
    const peer = this.#server.current
    const quiet = peer?.inbound.length === 0 && peer.waiting === 0
    return this.#state === 'ready' && quiet && this.#settlements.every(({ done }) => done)
  }

  async #end(): Promise<void> {
    this.#follow('close', this.#live.close())
    await this.#clock.advance(0)
    await this.#clock.advance(2000)
    if (this.#state !== 'closed') throw new Error(`After close() it is ${this.#state}`)
    const open = this.#settlements.find(({ done }) => !done)
    if (open !== undefined) throw new Error(`A promise of ${open.what} never settles`)
    if (this.#clock.pending > 0) throw new Error(`${this.#clock.pending} timers are left`)
    if (this.#server.current !== undefined) throw new Error('A connection is left')
    const signals = [this.#stop, ...this.#stops].map(({ signal }) => signal)
    const listeners = signals.flatMap((signal) => getEventListeners(signal, 'abort'))
    if (listeners.length > 0) throw new Error(`${listeners.length} listeners are left on signals`)
    if (this.#globals.size > 0)
      throw new Error(`${this.#globals.size} listeners are left on the global object`)
  }
}

function numberIn(content: string): number {
  return Number(content.split(' ')[1])
}
