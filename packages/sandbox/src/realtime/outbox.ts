import type { RealtimeSocket } from './realtime-socket.ts'

/** What goes out over one connection, with the faults that were asked for: events twice, swapped, or late. */
export class Outbox {
  readonly #socket: RealtimeSocket
  readonly #onSent: () => void
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()
  #late: { readonly bytes: number; readonly send: () => void }[] = []
  #lateBytes = 0
  #delayMs = 0
  #twice = 0
  #swaps = 0
  #held: Uint8Array | undefined
  #isOpen = true

  /** @param onSent - is told when what was sent late has gone. */
  constructor(socket: RealtimeSocket, onSent: () => void) {
    this.#socket = socket
    this.#onSent = onSent
  }

  /** Bytes that wait, here and in the socket. */
  get bufferedBytes(): number {
    return this.#socket.bufferedBytes + this.#lateBytes
  }

  /** Whether more than `most` bytes wait that could not be sent by now. */
  exceeds(most: number): boolean {
    if (this.bufferedBytes <= most) return false
    this.#socket.flush()
    return this.bufferedBytes > most
  }

  /** Sends an event of a room. */
  event(text: Uint8Array): void {
    if (this.#swaps > 0) this.#swap(text)
    else {
      this.frame(text)
      if (this.#twice === 0) return
      this.#twice--
      this.frame(text)
    }
  }

  /** Sends anything else. */
  frame(text: Uint8Array): void {
    if (this.#isPrompt) this.#socket.send(text)
    else this.#sendLate(text.byteLength, () => this.#socket.send(text))
  }

  /** Answers a ping of the WebSocket itself. */
  pong(data: Uint8Array): void {
    if (this.#isPrompt) this.#socket.pong(data)
    else this.#sendLate(data.byteLength, () => this.#socket.pong(data))
  }

  /** Sends the next events twice. */
  duplicate(events: number): void {
    this.#twice += events
  }

  /** Swaps the next two events, and again as often. */
  reorder(pairs: number): void {
    this.#swaps += pairs
  }

  /** From now on sends everything so much later. @param ms - 0 ends it. */
  delay(ms: number): void {
    this.#delayMs = ms
  }

  /** Ends the faults; what was held back goes out. */
  clear(): void {
    this.#twice = 0
    this.#swaps = 0
    this.#delayMs = 0
    this.#release()
  }

  /** Sends nothing more. */
  stop(): void {
    this.#isOpen = false
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#late = []
    this.#lateBytes = 0
  }

  #swap(text: Uint8Array): void {
    if (this.#held === undefined) this.#held = text
    else {
      this.#swaps--
      this.frame(text)
      this.#release()
    }
  }

  get #isPrompt(): boolean {
    return this.#isOpen && this.#delayMs === 0 && this.#late.length === 0
  }

  #sendLate(bytes: number, send: () => void): void {
    if (!this.#isOpen) return
    this.#late.push({ bytes, send })
    this.#lateBytes += bytes
    // Whichever timer ends first sends what came first: the order stays when the delay changes.
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#sendFirst()
    }, this.#delayMs)
    this.#timers.add(timer)
  }

  #release(): void {
    const held = this.#held
    this.#held = undefined
    if (held !== undefined) this.frame(held)
  }

  #sendFirst(): void {
    const first = this.#late.shift()
    if (first === undefined) return
    this.#lateBytes -= first.bytes
    first.send()
    this.#onSent()
  }
}
