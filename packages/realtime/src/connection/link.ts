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
import { keepAlive } from './keep-alive.ts'

/** What a link needs to know. */
export interface LinkSettings {
  readonly openSocket: OpenSocket
  readonly clock: Clock
  readonly connectTimeoutMs: number
  readonly deadAfterMs: number
  readonly maxFrameBytes: number
  readonly compression: boolean
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
}

/** How long a connection must stand to count as accepted, where nothing else can show it. */
const settleMs = 1000

/** One connection, from its handshake to its end: it knows how the server shows that it is there. */
export class Link {
  readonly #settings: LinkSettings
  readonly #events: LinkEvents
  readonly #socket: Socket
  readonly #opening = new AbortController()
  readonly #life = new AbortController()
  readonly #pongs = new Map<string, () => void>()
  #heartbeat: Heartbeat | undefined
  #exact = false
  #accepted = false
  #silent = false
  #late = false
  #pings = 0
  #sent = false

  constructor(settings: LinkSettings, { firstFrameToken, ...request }: Handshake, events: LinkEvents) {
    this.#settings = settings
    this.#events = events
    const { maxFrameBytes, compression } = settings
    this.#socket = settings.openSocket(
      { ...request, maxFrameBytes, compression },
      {
        opened: (protocol) => this.#opened(protocol, firstFrameToken),
        text: (text) => this.#text(text),
        binary: () => {
          this.#heartbeat?.heard()
          events.malformed('a binary frame')
        },
        ponged: (data) => this.#ponged(data),
        ended: (end) => this.#ended(end),
      },
    )
    void this.#expire()
  }

  /** Whether the server speaks `veza.v2`. */
  get exact(): boolean {
    return this.#exact
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedBytes
  }

  /** @param left - called once the frame has left this process, as far as the runtime tells. */
  send(text: string, left?: () => void): void {
    this.#sent = true
    this.#socket.send(text, left)
  }

  /** Sends another token on the connection that stands. */
  authenticate(token: string): void {
    this.send(encodeFrame('authenticate', authenticateModel, { token }))
  }

  /**
   * Waits until the server has handled what was sent so far, or has had time to, where it cannot be asked.
   *
   * Rejects when the link ends first.
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

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  /** Gives the connection up, and waits for nothing. */
  terminate(): void {
    this.#socket.terminate()
  }

  #opened(protocol: string, token: string | undefined): void {
    const { clock, deadAfterMs } = this.#settings
    this.#exact = protocol === exactProtocol
    this.#heartbeat = new Heartbeat(clock, deadAfterMs, { probe: this.#probe(), dead: () => this.#dead() })
    if (token !== undefined) this.authenticate(token)
    // In veza.v2 the server says hello; in the guide's protocol it must be shown otherwise that it did not hang up.
    if (!this.#exact) void this.handled().then(() => this.#accept(undefined), ignore)
  }

  #probe(): (() => void) | undefined {
    if (this.#exact) return () => this.send('{"type":"ping","payload":{}}')
    return this.#socket.ping && (() => this.#socket.ping?.(''))
  }

  #dead(): void {
    this.#silent = true
    this.terminate()
  }

  #accept(hello: Hello | undefined): void {
    if (this.#accepted || this.#life.signal.aborted) return
    this.#accepted = true
    this.#opening.abort(ended)
    if (hello !== undefined && hello.heartbeatMs > 0) void this.#keepAlive(hello.heartbeatMs)
    this.#events.accepted(hello)
  }

  async #keepAlive(heartbeatMs: number): Promise<void> {
    const isQuiet = () => {
      const quiet = !this.#sent
      this.#sent = false
      return quiet
    }
    const ping = () => this.#probe()?.()
    await keepAlive(this.#settings.clock, heartbeatMs, isQuiet, ping, this.#life.signal)
  }

  #text(text: string): void {
    this.#heartbeat?.heard()
    const frame = decodeFrame(text)
    if (frame === undefined) this.#events.malformed('a text that is no frame')
    else if (!this.#exact || !this.#isOwn(frame)) this.#pass(frame)
  }

  #pass(frame: Frame): void {
    // In the guide's protocol the first frame shows that the token was accepted.
    if (!this.#exact) this.#accept(undefined)
    if (this.#accepted) this.#events.frame(frame)
    else this.#events.malformed('a frame before hello')
  }

  /** Whether a frame is about the link itself: then it is dealt with. */
  #isOwn({ type, payload }: Frame): boolean {
    switch (type) {
      case 'hello':
        this.#accept(helloModel.read(payload))
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
        this.#events.goAway(goAwayModel.read(payload))
        return true
      default:
        return false
    }
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
    this.#heartbeat?.stop()
    this.#opening.abort(ended)
    this.#life.abort(ended)
    const reason = this.#late ? timedOut : end.reason
    // Whatever ended it, it was not the choice of a subprotocol.
    const chosen = this.#heartbeat !== undefined && { noSubprotocol: false }
    this.#events.ended({ ...end, ...chosen, reason, accepted: this.#accepted, silent: this.#silent })
  }

  async #expire(): Promise<void> {
    const { clock, connectTimeoutMs } = this.#settings
    if (!(await slept(clock, connectTimeoutMs, this.#opening.signal))) return
    this.#late = true
    this.terminate()
  }
}

/** The link has ended: who waited has been told. */
function ignore(): void {}
