import type { OpenSocket, SocketEnd, SocketHandlers, SocketRequest } from '../../src/index.ts'

/** What a client has sent and the server has yet to handle. */
export type Inbound = { readonly text: string } | { readonly ping: string } | { readonly close: number }

/** What is on its way to the client. */
interface Outbound {
  readonly arrive: () => void
  /** Whether it has a place in the sequence of a room. */
  readonly isNumbered: boolean
}

/** One connection of a scripted network: what goes either way arrives when a schedule says so. */
export class ModelPeer {
  readonly request: SocketRequest
  readonly #handlers: SocketHandlers
  readonly inbound: Inbound[] = []
  readonly #outbound: Outbound[] = []
  /** The rooms that the server sends it. */
  readonly rooms = new Set<number>()
  protocol = ''
  isOpen = false
  isAccepted = false
  isEnded = false
  /** The client has begun to close it. */
  isClosing = false

  constructor(request: SocketRequest, handlers: SocketHandlers) {
    this.request = request
    this.#handlers = handlers
  }

  /** How many things are on their way to the client. */
  get waiting(): number {
    return this.#outbound.length
  }

  /** The client's end. @param hasPing - whether its runtime sends pings. */
  socket(hasPing: boolean): ReturnType<OpenSocket> {
    const push = (item: Inbound) => {
      if (this.isOpen && !this.isEnded && !this.isClosing) this.inbound.push(item)
    }
    return {
      bufferedBytes: 0,
      send(text, left) {
        push({ text })
        if (left !== undefined) queueMicrotask(left)
      },
      close: (code) => {
        push({ close: code })
        this.isClosing = true
      },
      terminate: () => this.end({ code: 1006, reason: 'Terminated' }),
      ...(hasPing && { ping: (data: string) => push({ ping: data }) }),
    }
  }

  open(protocol: string): void {
    this.isOpen = true
    this.protocol = protocol
    this.#handlers.opened(protocol)
  }

  /** The server sends a frame. */
  say(frame: object): void {
    this.#push(() => this.#handlers.text(JSON.stringify(frame)), 'seq' in frame)
  }

  sayText(text: string): void {
    this.#push(() => this.#handlers.text(text))
  }

  sayBinary(): void {
    this.#push(() => this.#handlers.binary())
  }

  pong(data: string): void {
    this.#push(() => this.#handlers.ponged(data))
  }

  /** The server answers a closing handshake, or begins one. */
  hangUp(end: SocketEnd): void {
    this.#push(() => this.end(end))
  }

  /** A server's mistake: an event that it has numbered does not go out. */
  loseEvent(): void {
    const index = this.#outbound.findIndex(({ isNumbered }) => isNumbered)
    if (index >= 0) this.#outbound.splice(index, 1)
  }

  /** Lets the next thing arrive. */
  deliver(): void {
    if (!this.isEnded) this.#outbound.shift()?.arrive()
  }

  /** The connection is gone, for the client. */
  end(end: SocketEnd): void {
    if (this.isEnded) return
    this.isEnded = true
    this.#handlers.ended(end)
  }

  #push(arrive: () => void, isNumbered = false): void {
    this.#outbound.push({ arrive, isNumbered })
  }
}
