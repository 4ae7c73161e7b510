import { closeCodes } from '@veza/protocol/realtime'
import type { Access, Refused } from './doorkeeper.ts'
import { Outbox } from './outbox.ts'
import { type ClientFrame, readFrame } from './read-frame.ts'
import type { RealtimeContext } from './realtime-context.ts'
import type { RealtimeReceiver, RealtimeSocket } from './realtime-socket.ts'
import type { RoomPeer } from './room.ts'
import { frameBytes, type RoomEvent } from './room-event.ts'

/** How often it is looked whether a token still holds, in milliseconds. */
const recheckMs = 1000
const slowRetryMs = 1000
/** What a frame weighs that has nothing in it. */
const frameBytesAround = 8

/** Who is told of a connection. */
export interface ConnectionObserver {
  /** A frame came, from somebody whose token is good; `undefined` where it is none. */
  frame(connection: RealtimeConnection, frame: ClientFrame | undefined): void
  gone(connection: RealtimeConnection): void
}

/** One client that is connected, from before its token is known until it is gone. */
export class RealtimeConnection implements RoomPeer, RealtimeReceiver {
  readonly session: string
  /** Whether it speaks `veza.v2`. */
  readonly isExact: boolean
  readonly context: RealtimeContext
  readonly outbox: Outbox
  /** The rooms it is in. */
  readonly roomIds = new Set<number>()
  readonly #socket: RealtimeSocket
  readonly #observer: ConnectionObserver
  #access: Access | undefined
  #certificate: string | undefined
  /** What came before the token was known to be good. */
  #early: (() => void)[] = []
  #earlyBytes = 0
  #isChecking = false
  #isOpen = true
  #isSilent = false
  /** It is to be closed, and gets nothing more. */
  #isDoomed = false
  /** Rooms have more for it than it could take. */
  #isBehind = false
  #lastHeard: number
  #firstFrameBy = Number.POSITIVE_INFINITY
  #recheckAt = Number.POSITIVE_INFINITY
  #leaveBy = Number.POSITIVE_INFINITY
  #hasNoticed = false

  constructor(
    session: string,
    isExact: boolean,
    socket: RealtimeSocket,
    context: RealtimeContext,
    observer: ConnectionObserver,
  ) {
    this.session = session
    this.isExact = isExact
    this.context = context
    this.outbox = new Outbox(socket, () => this.drained())
    this.#socket = socket
    this.#observer = observer
    this.#lastHeard = context.now()
  }

  /** Who it is, once it is known. */
  get access(): Access | undefined {
    return this.#access
  }

  get isFull(): boolean {
    return this.outbox.bufferedBytes > this.context.settings.maxBufferedBytes / 2
  }

  waitForDrain(): void {
    this.#isBehind = true
  }

  /**
   * Begins with the token of the handshake; without one, the first frame has to bring it.
   *
   * @param certificate - thumbprint of the client certificate that the handshake showed.
   */
  open(token: string | undefined, certificate?: string): void {
    this.#certificate = certificate
    if (token === undefined) this.#firstFrameBy = this.context.now() + this.context.settings.firstFrameMs
    else void this.authenticate(token)
  }

  receive(data: string | Uint8Array): void {
    if (!this.#isOpen || this.#isSilent) return
    this.heard()
    this.context.counts.framesIn++
    const handle = () => this.#observer.frame(this, readFrame(data))
    if (this.#access !== undefined) handle()
    else if (this.#isChecking) this.#keepForLater(data.length, handle)
    else this.#firstFrame(data)
  }

  ping(data: Uint8Array): void {
    if (!this.#isOpen || this.#isSilent) return
    this.heard()
    const answer = () => this.outbox.pong(data)
    // A pong says that what came before the ping has been handled.
    if (this.#access === undefined && this.#isChecking) this.#keepForLater(data.byteLength, answer)
    else answer()
  }

  heard(): void {
    this.#lastHeard = this.context.now()
  }

  drained(): void {
    if (!this.#isBehind || this.isFull) return
    this.#isBehind = false
    for (const roomId of this.roomIds) this.context.rooms.get(roomId).catchUp(this)
  }

  gone(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.outbox.stop()
    this.#observer.gone(this)
  }

  deliver(event: RoomEvent): void {
    if (!this.#mayTake()) return
    this.outbox.event(this.isExact ? event.exact : event.plain)
  }

  tell(frame: Uint8Array): void {
    if (this.#mayTake()) this.outbox.frame(frame)
  }

  send(type: string, payload: object): void {
    this.tell(frameBytes(type, payload))
  }

  fallBehind(): void {
    if (this.#isDoomed) return
    this.#isDoomed = true
    this.context.counts.slowConsumers++
    // Not at once: a room is being told, and who leaves it now would change what it tells.
    queueMicrotask(() => this.close(closeCodes.tryAgainLater, `Slow consumer; retry_after_ms=${slowRetryMs}`))
  }

  /** @param code - without one, the connection ends without a close frame. */
  close(code?: number, reason?: string): void {
    if (!this.#isOpen) return
    this.gone()
    this.#socket.close(code, reason)
  }

  cut(midFrame: boolean): void {
    if (!this.#isOpen) return
    this.gone()
    this.#socket.cut(midFrame)
  }

  /** Hears nothing and says nothing from now on, as if the network had swallowed it. */
  silence(): void {
    this.#isSilent = true
    this.outbox.stop()
    this.#socket.silence()
  }

  /** Lets the token expire in so many milliseconds. */
  expireIn(ms: number): void {
    if (this.#access === undefined) return
    this.#hasNoticed = false
    this.#access = { ...this.#access, expiresAt: this.context.now() + ms }
    this.sweep()
  }

  /** Asks the client to leave, and closes when it should be back. */
  goAway(retryAfterMs: number, windowMs: number): void {
    if (this.isExact && this.#access !== undefined)
      this.send('goaway', { retry_after_ms: retryAfterMs, window_ms: windowMs })
    this.#leaveBy = this.context.now() + retryAfterMs + windowMs
    this.sweep()
  }

  /** Looks at what time has brought: silence, expiry, an end. */
  sweep(): void {
    const now = this.context.now()
    const end = this.#endDue(now)
    if (end !== undefined) this.close(...end)
    else if (this.#access !== undefined) this.#look(this.#access, now)
  }

  /**
   * Takes a token: the first one, or another one.
   *
   * @returns whether it is good.
   */
  async authenticate(token: string): Promise<boolean> {
    this.#firstFrameBy = Number.POSITIVE_INFINITY
    this.#isChecking = true
    const answer = await this.#admit(token)
    this.#isChecking = false
    if (!this.#isOpen || answer === undefined) return false
    const before = this.#access
    if (typeof answer === 'string') {
      if (before === undefined) this.#refuse(answer, 'Invalid token')
      return false
    }
    if (before !== undefined && before.key.userId !== answer.key.userId) return false
    this.#access = answer
    this.#hasNoticed = false
    this.#recheckAt = this.context.now() + recheckMs
    if (before === undefined) this.#begin(answer)
    return true
  }

  /** How the connection has to be closed now, if it has. */
  #endDue(now: number): readonly [code: number, reason: string] | undefined {
    if (now >= this.#firstFrameBy) return [closeCodes.authenticationTimeout, 'No token came']
    if (now >= this.#leaveBy) return [closeCodes.goingAway, 'Server is going away']
    if (this.#access === undefined) return undefined
    if (now >= this.#access.expiresAt) return [closeCodes.policyViolation, 'Token expired']
    const isQuiet = now - this.#lastHeard > this.context.settings.heartbeatMs
    return this.isExact && isQuiet ? [closeCodes.goingAway, 'No heartbeat'] : undefined
  }

  #look(access: Access, now: number): void {
    const left = access.expiresAt - now
    if (this.isExact && left <= this.context.settings.expiryNoticeMs && !this.#hasNoticed) {
      this.#hasNoticed = true
      this.send('token_expiring', { expires_in_ms: left })
    }
    if (now >= this.#recheckAt) void this.#recheck(access)
  }

  #begin({ key }: Access): void {
    const { heartbeatMs, resumeWindowMs, maxPayload } = this.context.settings
    if (this.isExact)
      this.send('hello', {
        session: this.session,
        heartbeat_ms: heartbeatMs,
        resume_window_ms: resumeWindowMs,
        max_payload: maxPayload,
        user_id: key.userId,
      })
    const early = this.#early
    this.#early = []
    for (const handle of early) if (this.#isOpen) handle()
  }

  #firstFrame(data: string | Uint8Array): void {
    const frame = readFrame(data)
    const token = frame?.type === 'authenticate' ? frame.payload['token'] : undefined
    if (typeof token === 'string') void this.authenticate(token)
    else this.#refuse('invalid', 'Invalid token')
  }

  #keepForLater(bytes: number, handle: () => void): void {
    this.#early.push(handle)
    this.#earlyBytes += bytes + frameBytesAround
    if (this.#earlyBytes > this.context.settings.maxPayload)
      this.close(closeCodes.messageTooBig, 'Frame too large')
  }

  async #recheck({ token }: Access): Promise<void> {
    this.#recheckAt = Number.POSITIVE_INFINITY
    const answer = await this.#admit(token)
    if (this.#access?.token !== token || answer === undefined) return
    this.#recheckAt = this.context.now() + recheckMs
    if (typeof answer === 'string') this.#refuse(answer, 'Token expired')
  }

  async #admit(token: string): Promise<Access | Refused | undefined> {
    try {
      return await this.context.doorkeeper.admit(token, this.#certificate)
    } catch {
      this.close(closeCodes.internalError, 'Internal error')
      return undefined
    }
  }

  #refuse(why: Refused, reason: string): void {
    if (why === 'forbidden') this.close(closeCodes.forbidden, 'Forbidden')
    else this.close(closeCodes.policyViolation, reason)
  }

  /** Whether it takes one more frame; where it is too slow for that, it is closed. */
  #mayTake(): boolean {
    if (!this.#isOpen || this.#isDoomed || this.#isSilent) return false
    const mayTake = !this.outbox.exceeds(this.context.settings.maxBufferedBytes)
    if (mayTake) this.context.counts.framesOut++
    else this.fallBehind()
    return mayTake
  }
}
