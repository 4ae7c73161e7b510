import type { Model } from '@veza/protocol'
import type { Reader } from '@veza/protocol/reader'
import {
  authenticateModel,
  exactProtocol,
  type GoAway,
  goAwayModel,
  type Hello,
  helloModel,
} from '@veza/protocol/realtime'
import type { Clock } from '@veza/resilience'
import type { Handshake } from '../credential/token-way.ts'
import { timedOut } from '../errors/end-error.ts'
import { decodeFrame, type Frame } from '../frames/decode-frame.ts'
import { encodeFrame } from '../frames/encode-frame.ts'
import type { OpenSocket, Socket, SocketEnd } from '../socket/socket.ts'
import { ended, slept } from '../time/slept.ts'
import { Heartbeat } from './heartbeat.ts'
import { KeepAlive } from './keep-alive.ts'

/** What a link needs to know. */
export interface LinkSettings {
  readonly openSocket: OpenSocket
  readonly clock: Clock
  readonly connectTimeoutMs: number
  readonly deadAfterMs: number
  readonly maxFrameBytes: number
  readonly compression: boolean
  /** Reads what the server says about the link. */
  readonly reader: Reader
}

/** What happens on a link. After `ended`, which comes once, nothing comes. */
export interface LinkEvents {
  /** The server has accepted the connection. @param hello - what it said, in `veza.v2`. */
  accepted(hello: Hello | undefined): void
  /** A frame that is about the conversation, not about the link. */
  frame(frame: Frame): void
  /** What came was no frame. */
  malformed(what: string): void
  /** The server wants another token. */
  tokenExpiring(): void
  goAway(notice: GoAway): void
  ended(end: LinkEnd): void
}

/** How a link ended. */
export interface LinkEnd extends SocketEnd {
  /** Whether the server had accepted it. */
  readonly accepted: boolean
  /** Whether it was given up because nothing came. */
  readonly silent: boolean
  /** Whether the server spoke `veza.v2`. */
  readonly exact: boolean
  /** How long it stood after it was accepted, in milliseconds. */
  readonly stoodMs: number
}

/** How long a connection must stand to count as accepted, where nothing else can show it. */
export const settleMs = 1000

/** One connection, from its handshake to its end: it knows how the server shows that it is there. */
export class Link {
  readonly #settings: LinkSettings
  readonly #events: LinkEvents
  readonly #socket: Socket
  /** Until the link was accepted, or has ended: an aborted signal holds an error with its stack. */
  #opening: AbortController | undefined
  readonly #life = new AbortController()
  readonly #pongs = new Map<string, () => void>()
  #heartbeat: Heartbeat | undefined
  #keepAlive: KeepAlive | undefined
  #exact = false
  #open = false
  #acceptedAt: number | undefined
  #silent = false
  #late = false
  #pings = 0
  /** What is called when the server has handled all that it was sent. */
  readonly #delivered: (() => void)[] = []
  #asking = false

  constructor(settings: LinkSettings, { firstFrameToken, ...request }: Handshake, events: LinkEvents) {
    this.#settings = settings
    this.#events = events
    const opening = new AbortController()
    this.#opening = opening
    const { maxFrameBytes, compression } = settings
    this.#socket = settings.openSocket(
      { ...request, maxFrameBytes, compression },
      {
        opened: (protocol) => this.#opened(protocol, firstFrameToken),
        text: (text) => this.#text(text),
        binary: () => this.#binary(),
        ponged: (data) => this.#ponged(data),
        ended: (end) => this.#ended(end),
      },
    )
    void this.#expire(opening.signal)
  }

  /** Whether the server speaks `veza.v2`. */
  get exact(): boolean {
    return this.#exact
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedBytes
  }

  send(text: string): void {
    this.#keepAlive?.sent()
    this.#socket.send(text)
  }

  /**
   * Sends a frame of the guide's protocol, in which nothing is acknowledged.
   *
   * @param handled - called once the server has handled it; once it has left, where the server cannot be asked.
   */
  deliver(text: string, handled: () => void): void {
    if (this.#socket.ping === undefined) {
      this.#socket.send(text, handled)
      return
    }
    this.send(text)
    this.#delivered.push(handled)
    if (!this.#asking) void this.#ask()
  }

  /** Sends another token on the connection that stands. */
  authenticate(token: string): void {
    this.send(encodeFrame('authenticate', authenticateModel, { token }))
  }

  /**
   * Waits until the server has handled what was sent so far, or has had time to, where it cannot be asked.
   *
   * @throws AbortError when the link ends first.
   */
  async handled(): Promise<void> {
    const { signal } = this.#life
    if (this.#socket.ping === undefined) return this.#settings.clock.sleep(settleMs, signal)
    await new Promise<void>((resolve, reject) => {
      const data = String(++this.#pings)
      const stop = () => reject(signal.reason)
      signal.addEventListener('abort', stop, { once: true })
      this.#pongs.set(data, () => {
        signal.removeEventListener('abort', stop)
        resolve()
      })
      this.#socket.ping?.(data)
    })
  }

  /** One question for all that was delivered before it. */
  async #ask(): Promise<void> {
    this.#asking = true
    try {
      while (this.#delivered.length > 0) {
        const asked = this.#delivered.splice(0)
        await this.handled()
        for (const handled of asked) handled()
      }
    } catch {
      // The link has ended: whoever sent knows.
    }
    this.#asking = false
  }

  /** Whether reading can be stopped. */
  get canPause(): boolean {
    return this.#socket.pause !== undefined
  }

  /** Stops reading; the peer's silence then means nothing. */
  pause(): void {
    this.#heartbeat?.pause()
    this.#socket.pause?.()
  }

  resume(): void {
    this.#heartbeat?.resume()
    this.#socket.resume?.()
  }

  /** Closes with a handshake. */
  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  /** Closes, and waits for no answer: another connection need not wait for this one. What was sent still arrives. */
  leave(reason: string): void {
    this.close(1000, reason)
    this.#ended({ code: 1000, reason })
  }

  /** Gives the connection up, and waits for nothing. */
  terminate(): void {
    this.#socket.terminate()
  }

  #opened(protocol: string, token: string | undefined): void {
    const { clock, deadAfterMs } = this.#settings
    this.#open = true
    this.#exact = protocol === exactProtocol
    this.#heartbeat = new Heartbeat(clock, deadAfterMs, { probe: this.#probe(), dead: () => this.#dead() })
    if (token !== undefined) this.authenticate(token)
    // In veza.v2 the server says hello; in the guide's protocol it must be shown otherwise that it did not hang up.
    if (!this.#exact) void this.#settle().catch(ignore)
  }

  /** Twice: a server may answer a ping while it still looks at the token, and hangs up before the next. */
  async #settle(): Promise<void> {
    await this.handled()
    if (this.#socket.ping !== undefined) await this.handled()
    this.#accept(undefined)
  }

  #probe(): (() => void) | undefined {
    if (this.#exact) return () => this.#ping()
    return this.#socket.ping && (() => this.#socket.ping?.(''))
  }

  /** Asks for a sign of life, in `veza.v2`. */
  #ping(): void {
    this.send('{"type":"ping","payload":{}}')
  }

  #dead(): void {
    this.#silent = true
    this.terminate()
  }

  #accept(hello: Hello | undefined): void {
    if (this.#acceptedAt !== undefined || this.#life.signal.aborted) return
    const { clock } = this.#settings
    this.#acceptedAt = clock.now()
    this.#endOpening()
    if (hello !== undefined) this.#keepAlive = new KeepAlive(clock, hello.heartbeatMs, () => this.#ping())
    this.#events.accepted(hello)
  }

  #binary(): void {
    if (this.#life.signal.aborted) return
    this.#heartbeat?.heard()
    this.#events.malformed('a binary frame')
  }

  #text(text: string): void {
    if (this.#life.signal.aborted) return
    this.#heartbeat?.heard()
    const frame = decodeFrame(text)
    if (frame === undefined) this.#events.malformed('a text that is no frame')
    // What is numbered is an event of a room.
    else if (!this.#exact || frame.seq !== undefined || !this.#isOwn(frame)) this.#pass(frame)
  }

  #pass(frame: Frame): void {
    // In the guide's protocol the first frame shows that the token was accepted.
    if (!this.#exact) this.#accept(undefined)
    if (this.#acceptedAt !== undefined) this.#events.frame(frame)
    else this.#events.malformed('a frame before hello')
  }

  /** Whether a frame is about the link itself: then it is dealt with. */
  #isOwn({ type, payload }: Frame): boolean {
    switch (type) {
      case 'hello':
        this.#accept(this.#read(helloModel, 'hello', payload))
        return true
      case 'ping':
        this.send(JSON.stringify({ type: 'pong', payload }))
        return true
      case 'pong':
      case 'authenticated':
        return true
      case 'token_expiring':
        this.#events.tokenExpiring()
        return true
      case 'goaway':
        this.#goAway(payload)
        return true
      default:
        return false
    }
  }

  #goAway(payload: Frame['payload']): void {
    const notice = this.#read(goAwayModel, 'goaway', payload)
    if (notice !== undefined) this.#events.goAway(notice)
  }

  #read<T>(model: Model<T>, type: string, payload: Frame['payload']): T | undefined {
    const value = this.#settings.reader.for(model)(payload)
    if (value === undefined) this.#events.malformed(`a frame of type "${type}" that breaks the contract`)
    return value
  }

  #ponged(data: string): void {
    this.#heartbeat?.heard()
    // Frames are answered in order, and a pong may stand for all the pings before it (RFC 6455, section 5.5.3).
    if (!this.#pongs.has(data)) return
    for (const [ping, answered] of this.#pongs) {
      this.#pongs.delete(ping)
      answered()
      if (ping === data) return
    }
  }

  #ended(end: SocketEnd): void {
    if (this.#life.signal.aborted) return
    this.#heartbeat?.stop()
    this.#keepAlive?.stop()
    this.#endOpening()
    this.#life.abort(ended)
    const at = this.#acceptedAt
    this.#events.ended({
      ...end,
      // One that opened, or was too slow, says nothing about the subprotocols that were offered.
      ...((this.#open || this.#late) && { noSubprotocol: false }),
      reason: this.#late ? timedOut : end.reason,
      accepted: at !== undefined,
      silent: this.#silent,
      exact: this.#exact,
      stoodMs: at === undefined ? 0 : this.#settings.clock.now() - at,
    })
  }

  /** It is known how the opening went. */
  #endOpening(): void {
    this.#opening?.abort(ended)
    this.#opening = undefined
  }

  async #expire(opening: AbortSignal): Promise<void> {
    const { clock, connectTimeoutMs } = this.#settings
    if (!(await slept(clock, connectTimeoutMs, opening))) return
    this.#late = true
    this.terminate()
  }
}

/** The link has ended: who waited has been told. */
function ignore(): void {}
