import { Reader } from '@veza/protocol/reader'
import type { GoAway, Hello } from '@veza/protocol/realtime'
import { AbortError, abortError, isVezaError, TimeoutError, type VezaError } from '@veza/resilience'
import { Comeback, type Later } from './connection/comeback.ts'
import { Link, type LinkEnd } from './connection/link.ts'
import { Negotiation } from './connection/negotiation.ts'
import { watchNetwork } from './connection/network-watch.ts'
import { unbegun } from './connection/unbegun.ts'
import type { ClosedInfo, RealtimeStats } from './conversation-info.ts'
import { Credentials } from './credential/credentials.ts'
import { endError } from './errors/end-error.ts'
import { realtimeError } from './errors/realtime-error.ts'
import { EventReader } from './events/event-reader.ts'
import { Incidents } from './events/incidents.ts'
import { Listeners } from './events/listeners.ts'
import type { RealtimeEvent } from './events/realtime-event.ts'
import { Answers } from './frames/answers.ts'
import type { RealtimeSettings } from './options/realtime-settings.ts'
import { highWaterBytes, Outbox } from './outbox/outbox.ts'
import { Reception } from './reception.ts'
import { Rooms } from './rooms/rooms.ts'
import { StateMachine } from './state/state-machine.ts'
import type { RealtimeState } from './state/transitions.ts'
import { slept } from './time/slept.ts'
import { within } from './time/within.ts'

/** How long a server has to answer a closing handshake. */
const closeTimeoutMs = 2000

/** One conversation over as many connections as it takes. */
export class Conversation {
  readonly listeners: Listeners
  readonly rooms: Rooms
  readonly outbox: Outbox
  readonly #settings: RealtimeSettings
  readonly #machine: StateMachine
  readonly #credentials: Credentials
  readonly #negotiation: Negotiation
  readonly #comeback: Comeback
  readonly #incidents: Incidents
  readonly #reader = new Reader()
  readonly #reception: Reception
  readonly #life = new AbortController()
  readonly #started = Promise.withResolvers<void>()
  readonly #closed = Promise.withResolvers<ClosedInfo>()
  readonly #counts = { connections: 0, duplicates: 0, gaps: 0 }
  #link: Link | undefined
  #wake = new AbortController()
  #leaving = false
  #full = 0
  #canPause = false
  #lastEnd: LinkEnd | undefined
  #error: VezaError | undefined
  #unwatch = (): void => {}

  constructor(settings: RealtimeSettings) {
    this.#settings = settings
    this.#machine = new StateMachine((state, previous) => this.#changed(state, previous))
    this.#credentials = new Credentials(settings)
    this.#negotiation = new Negotiation(settings.protocol)
    this.#comeback = new Comeback(settings)
    this.outbox = new Outbox(settings)
    this.listeners = new Listeners({
      begun: (event) => this.#track(event, 'begun'),
      ended: (event) => this.#track(event, 'ended'),
      failed: (cause, type) => this.#incidents.listenerFailed(cause, type),
    })
    this.#incidents = new Incidents(settings.logger, (event) => this.listeners.emit(event))
    const malformed = (what: string) => this.#incidents.malformedFrame(what)
    this.rooms = new Rooms({
      reader: new EventReader(this.#reader, malformed),
      history: settings.history,
      maxBackfill: settings.maxBackfill,
      emit: (event) => this.#emit(event),
      duplicate: () => void this.#counts.duplicates++,
      pause: () => this.#pause(),
      resume: () => this.#resume(),
      allSettled: () => this.#resumed(),
    })
    this.#reception = new Reception({
      answers: new Answers(this.#reader, malformed),
      outbox: this.outbox,
      rooms: this.rooms,
      incidents: this.#incidents,
      progressed: () => this.#comeback.progressed(),
      emit: (event) => this.#emit(event),
      clean: (text) => this.#credentials.withoutSecrets(text),
    })
  }

  get state(): RealtimeState {
    return this.#machine.state
  }

  /** Settles once the conversation is over. Never rejects. */
  get closed(): Promise<ClosedInfo> {
    return this.#closed.promise
  }

  /** Whether reading can be stopped: sockets of one kind all can, or none. */
  get canPause(): boolean {
    return this.#canPause
  }

  stats(): RealtimeStats {
    const { malformed } = this.#incidents
    const { frames } = this.#reception
    return {
      ...this.#counts,
      frames,
      malformed,
      queued: { messages: this.outbox.size, bytes: this.outbox.bytes },
    }
  }

  /** Begins. Settles once the conversation is ready, or has failed. */
  async start(): Promise<void> {
    const { signal } = this.#settings
    if (signal?.aborted) throw abortError(signal)
    const stop = () => this.#fail(abortError(signal))
    signal?.addEventListener('abort', stop, { once: true })
    void this.closed.then(() => signal?.removeEventListener('abort', stop))
    this.#unwatch = watchNetwork(
      () => this.#wake.abort(),
      () => this.#link?.terminate(),
    )
    void this.#run()
    void this.#expire()
    await this.#started.promise
  }

  /** Sends a frame that is worth nothing later, if there is a connection now. */
  sendNow(text: string): void {
    const stands = this.state === 'ready' || this.state === 'resuming'
    // A peer that does not read would have it all pile up.
    if (stands && this.#link !== undefined && this.#link.bufferedBytes <= highWaterBytes)
      this.#link.send(text)
  }

  /** Ends the conversation. What was not acknowledged is given up. */
  async close(): Promise<void> {
    const { state } = this
    if (state !== 'closed' && state !== 'closing') {
      const over = realtimeError('REALTIME_CLOSED', 'The conversation was closed')
      this.#machine.take('close')
      this.#end(over, false)
      if (this.state === 'closing') void this.#hangUp()
    }
    await this.closed
  }

  async #run(): Promise<void> {
    this.#machine.take('connect')
    for (;;) {
      const end = await this.#connection()
      if (this.state === 'closing') return this.#machine.take('ended')
      if (this.state === 'closed') return
      if (isVezaError(end)) return this.#fail(end)
      this.#machine.take('lost')
      if (this.state !== 'waiting') return
      const plan = await this.#planAfter(end)
      if (plan.action === 'fail') return this.#fail(plan.error)
      this.#tellLoss(end, plan.delayMs)
      if (this.state === 'waiting' && plan.delayMs > 0) await this.#sleep(plan)
      if (this.state !== 'waiting') return
      this.#machine.take('due')
    }
  }

  /** One connection, from its handshake to its end. An error is one that no other connection would mend. */
  async #connection(): Promise<LinkEnd | VezaError> {
    const { clock, connectTimeoutMs } = this.#settings
    try {
      const handshake = await within(clock, connectTimeoutMs, this.#life.signal, (signal) =>
        this.#credentials.handshake(this.#negotiation.offer, signal),
      )
      const ended = Promise.withResolvers<LinkEnd>()
      const link: Link = new Link({ ...this.#settings, reader: this.#reader }, handshake, {
        accepted: (hello) => this.#accepted(link, hello),
        // What comes after close() is not for anybody any more.
        frame: (frame) => this.state !== 'closing' && this.#reception.take(frame, link.exact),
        malformed: (what) => this.#incidents.malformedFrame(what),
        tokenExpiring: () => void this.#renewToken(link),
        goAway: (notice) => void this.#goAway(link, notice),
        ended: (end) => {
          const reason = this.#credentials.withoutSecrets(end.reason)
          this.#detach({ ...end, reason })
          ended.resolve({ ...end, reason })
        },
      })
      this.#link = link
      return await ended.promise
    } catch (cause) {
      if (isVezaError(cause) && !cause.retryable) return cause
      this.#lastEnd = unbegun(cause)
      return this.#lastEnd
    }
  }

  #accepted(link: Link, hello: Hello | undefined): void {
    // Where the conversation is being closed, the server may not know it yet.
    if (this.state !== 'connecting') return
    this.#counts.connections++
    this.#canPause = link.canPause
    this.#negotiation.agreed()
    this.#machine.take('opened')
    if (this.#full > 0) link.pause()
    this.outbox.attach(link, hello?.maxPayload)
    this.rooms.attach(link)
    if (this.rooms.settled) this.#resumed()
  }

  #resumed(): void {
    if (this.state === 'resuming') this.#machine.take('resumed')
  }

  #detach(end: LinkEnd): void {
    this.#link = undefined
    this.#lastEnd = end
    this.rooms.detach()
    this.outbox.detach(end.code === 1009 && end.frameTooLarge !== true)
    if (end.silent)
      this.#incidents.report(realtimeError('REALTIME_PEER_SILENT', 'The server was silent for too long'))
  }

  /** How long to wait before the next connection, or why there is none. */
  async #planAfter(end: LinkEnd): Promise<Later> {
    if (!end.accepted && this.#negotiation.failed(end)) return { action: 'wait', delayMs: 0 }
    const plan = this.#leaving ? this.#comeback.again(end) : this.#comeback.after(end)
    this.#leaving = false
    return plan.action === 'refresh' ? this.#refreshed(end) : plan
  }

  /** Gets another token, and says what follows. */
  async #refreshed(end: LinkEnd): Promise<Later> {
    const { clock, connectTimeoutMs } = this.#settings
    try {
      const isBetter = await within(clock, connectTimeoutMs, this.#life.signal, (signal) =>
        this.#credentials.refresh(signal),
      )
      return isBetter ? this.#comeback.again(end) : { action: 'fail', error: endError(end, true) }
    } catch (error) {
      if (isVezaError(error) && !error.retryable) return { action: 'fail', error }
      // Nobody said that the session is over: it could not be asked.
      return this.#comeback.later(end)
    }
  }

  #tellLoss(end: LinkEnd, delayMs: number): void {
    if (this.state !== 'waiting') return
    const { code, message } = endError(end, false)
    this.#settings.logger.info({ code, delayMs }, `veza: realtime: connecting anew: ${message}`)
  }

  async #sleep({
    delayMs,
    asked = false,
  }: {
    readonly delayMs: number
    readonly asked?: boolean
  }): Promise<void> {
    this.#wake = new AbortController()
    // Ends early where the conversation is over, or the network back, unless the server has asked to wait.
    const { signal } = asked ? this.#life : this.#wake
    await slept(this.#settings.clock, delayMs, signal)
  }

  async #renewToken(link: Link): Promise<void> {
    if (this.#life.signal.aborted) return
    try {
      const token = await this.#credentials.renewedToken(this.#life.signal)
      if (token !== undefined && this.#link === link) link.authenticate(token)
    } catch (cause) {
      // Without another token the server will hang up, and the next connection says why.
      if (isVezaError(cause)) this.#incidents.report(cause)
    }
  }

  /** The server is about to go: its clients come back one after another. */
  async #goAway(link: Link, { retryAfterMs, windowMs }: GoAway): Promise<void> {
    const { clock, random } = this.#settings
    const whole = await slept(clock, retryAfterMs + random() * windowMs, this.#life.signal)
    if (!whole || this.#link !== link) return
    this.#leaving = true
    link.leave('Going away')
  }

  #changed(state: RealtimeState, previous: RealtimeState): void {
    if (state === 'ready') {
      this.#comeback.ready()
      this.#started.resolve()
    }
    this.listeners.emit({ type: 'state', state, previous })
    if (state === 'closed') this.#closed.resolve(this.#error === undefined ? {} : { error: this.#error })
  }

  /** Ends for good, by a failure that no other connection would mend. */
  #fail(error: VezaError): void {
    if (this.state === 'closed' || this.state === 'closing') return
    this.#error = error
    this.#machine.take('failed')
    this.#end(error, true)
    this.#link?.terminate()
    // Whoever aborted it knows.
    const level = error instanceof AbortError ? 'debug' : 'error'
    this.#settings.logger[level]({ code: error.code }, `veza: realtime is over: ${error.message}`)
  }

  /** Tells everybody who waits that nothing more comes. */
  #end(error: VezaError, failed: boolean): void {
    this.#life.abort()
    this.#wake.abort()
    this.#unwatch()
    this.outbox.close(error)
    this.rooms.close(error, failed)
    this.#started.promise.catch(() => {})
    this.#started.reject(error)
  }

  /** Closes with a handshake; a server that does not answer it is left. */
  async #hangUp(): Promise<void> {
    const link = this.#link
    if (link === undefined) return
    link.close(1000, '')
    const answered = new AbortController()
    void this.closed.then(() => answered.abort())
    if (await slept(this.#settings.clock, closeTimeoutMs, answered.signal)) link.terminate()
  }

  /** Gives up a beginning that takes too long. */
  async #expire(): Promise<void> {
    const settled = new AbortController()
    this.#started.promise.then(
      () => settled.abort(),
      () => settled.abort(),
    )
    if (!(await slept(this.#settings.clock, this.#settings.startTimeoutMs, settled.signal))) return
    const cause = this.#lastEnd === undefined ? {} : { cause: endError(this.#lastEnd, false) }
    const remedy = 'Check the network and realtimeUrl, or raise startTimeoutMs.'
    this.#fail(new TimeoutError('No connection was ready in time', { code: 'TIMEOUT', remedy, ...cause }))
  }

  #emit(event: RealtimeEvent): void {
    if (event.type === 'gap') this.#counts.gaps++
    this.listeners.emit(event)
  }

  #track(event: RealtimeEvent, step: 'begun' | 'ended'): void {
    if ('roomId' in event && event.roomId !== undefined) this.rooms[step](event.roomId, event)
  }

  #pause(): void {
    this.#full++
    if (this.#full === 1) this.#link?.pause()
  }

  #resume(): void {
    this.#full--
    if (this.#full === 0) this.#link?.resume()
  }
}
