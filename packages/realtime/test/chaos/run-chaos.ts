import { once } from 'node:events'
import type { RealtimeOptions } from '../../src/index.ts'
import { FaultProxy } from '../support/fault-proxy.ts'
import { LiveSandbox } from '../support/live-sandbox.ts'
import type { ChaosClient, ChaosTarget } from './chaos-client.ts'
import { type ChaosPlan, type Cut, type CutKind, networkKinds } from './chaos-plan.ts'
import { inflictCut } from './inflict-cut.ts'
import { checkSequence, type SequenceCheck } from './sequence-check.ts'

/** The protocol of a run: the server speaks no better one. */
export type ChaosProtocol = 'veza.v2' | 'veza.v1' | 'none'

/** What came of a run. */
export interface ChaosReport {
  readonly down: SequenceCheck
  readonly up: SequenceCheck
  /** Sends that did not succeed. */
  readonly failedSends: number
  /** How many cuts of each kind hit a connection. */
  readonly cuts: Readonly<Partial<Record<CutKind, number>>>
  readonly details: Readonly<Record<string, number>>
  readonly seconds: number
  /** How often the client did not come back by itself. */
  readonly stuck: number
  /** Why it ended early. */
  readonly failure?: Error
}

/** Makes the client that is put through it. */
type MakeClient = (target: ChaosTarget, options: RealtimeOptions) => Promise<ChaosClient>

/** How to run a plan. */
export interface ChaosOptions {
  readonly plan: ChaosPlan
  readonly protocol: ChaosProtocol
  readonly makeClient: MakeClient
  /** How long the client may take to come back, or to receive what is left, in milliseconds. @defaultValue 30000 */
  readonly patienceMs?: number
  /** Whether a client that does not come back is helped, and the run goes on. @defaultValue false */
  readonly helps?: boolean
}

const mostMisses = 10
const afterMissMs = 20
const roomId = 1
const batch = 20
/** Fewer than are sent between some cuts: then history has to help out. */
const replayEvents = 300

/** Puts a client through a plan. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { protocol, makeClient } = options
  const protocols = protocol === 'none' ? [] : ([protocol] as const)
  await using sandbox = await LiveSandbox.serve({ realtime: { protocols, replayEvents } })
  await using proxy = await FaultProxy.before(sandbox.port)
  const target = { url: proxy.url, token: sandbox.running.apiKey, roomId }
  await using client = await makeClient(target, { protocol, history: sandbox.history })
  const began = performance.now()
  const run = new ChaosRun(options, sandbox, proxy, client)
  const failure = await run.play().then(
    () => ({}),
    (cause: unknown) => ({ failure: cause instanceof Error ? cause : new Error('It failed', { cause }) }),
  )
  return { ...run.result(), ...failure, seconds: (performance.now() - began) / 1000 }
}

class ChaosRun {
  readonly #plan: ChaosPlan
  readonly #sandbox: LiveSandbox
  readonly #proxy: FaultProxy
  readonly #client: ChaosClient
  readonly #sends: Promise<unknown>[] = []
  readonly #patienceMs: number
  readonly #helps: boolean
  #failedSends = 0
  #stuck = 0
  readonly #cuts: Partial<Record<CutKind, number>> = {}
  /** How many connections there had been when the last one was broken. */
  #broken = 0

  constructor(options: ChaosOptions, sandbox: LiveSandbox, proxy: FaultProxy, client: ChaosClient) {
    const { plan, patienceMs = 30_000, helps = false } = options
    this.#plan = plan
    this.#patienceMs = patienceMs
    this.#helps = helps
    this.#sandbox = sandbox
    this.#proxy = proxy
    this.#client = client
  }

  async play(): Promise<void> {
    const { cuts, down, up } = this.#plan
    let next = 0
    for (let message = 0; message < down; message++) {
      for (let cut = cuts[next]; cut !== undefined; cut = cuts[++next]) {
        if (cut.restBefore === message) await this.#rest(cut)
        if (cut.before !== message) break
        await this.#cut(cut)
      }
      await this.#sandbox.say(roomId, `d-${message}`)
      for (const end = ((message + 1) * up) / down; this.#sends.length + 1 <= end; ) this.#send()
      if (message % batch === 0) await new Promise(setImmediate)
    }
    this.#sandbox.running.realtime.clear()
    await Promise.all(this.#sends)
    await this.#within(this.#client.ready(), 'ready')
    await this.#within(this.#client.received(this.#stored().length), 'all messages')
  }

  result(): Omit<ChaosReport, 'seconds' | 'failure'> {
    const { up } = this.#plan
    const stored = this.#stored()
    return {
      down: checkSequence(stored, this.#client.came),
      up: checkSequence(
        Array.from({ length: up }, (_, index) => `u-${index}`),
        stored.filter((content) => content.startsWith('u-')),
      ),
      failedSends: this.#failedSends,
      cuts: this.#cuts,
      stuck: this.#stuck,
      details: this.#client.details(),
    }
  }

  async #rest({ kind }: Cut): Promise<void> {
    await this.#within(this.#proxy.connected(this.#broken), `a connection before ${kind}`)
    await this.#within(this.#client.ready(), `ready before ${kind}`)
  }

  async #cut(cut: Cut): Promise<void> {
    for (let misses = 0; misses < mostMisses && !(await this.#hits(cut)); misses++)
      await new Promise((resolve) => setTimeout(resolve, afterMissMs))
  }

  /** Whether a cut hits anything: a connection may be about to end by itself. */
  async #hits(cut: Cut): Promise<boolean> {
    if (!networkKinds.has(cut.kind)) await this.#rest(cut)
    else await this.#within(this.#proxy.connected(this.#broken), `a connection before ${cut.kind}`)
    const { hit, ends } = inflictCut(cut, { proxy: this.#proxy, realtime: this.#sandbox.running.realtime })
    if (ends) this.#broken = this.#proxy.accepted
    if (hit > 0) this.#cuts[cut.kind] = (this.#cuts[cut.kind] ?? 0) + 1
    return hit > 0
  }

  #send(): void {
    const sent = this.#client.send(`u-${this.#sends.length}`)
    this.#sends.push(sent.catch(() => void this.#failedSends++))
  }

  /** What the server has of this run, in the order in which it was stored. */
  #stored(): readonly string[] {
    return this.#sandbox.running.sandbox.messageContents().filter((content) => /^[du]-\d+$/.test(content))
  }

  /** Waits for the client. One that does not come is helped by an end of all its connections, or fails. */
  async #within(work: Promise<void>, what: string): Promise<void> {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), this.#patienceMs)
    const lateness = once(late.signal, 'abort')
    await Promise.race([work, lateness])
    clearTimeout(timer)
    if (!late.signal.aborted) return
    if (!this.#helps) throw new Error(`Waited ${this.#patienceMs} ms in vain for ${what}`)
    this.#stuck++
    this.#proxy.free()
  }
}
