import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import type { RealtimeSocket } from '../../index.ts'

/** How long a peer that has vanished may keep its end of a silent connection, in milliseconds. */
const lingerMs = 60_000

/** In bytes. What is handed over together counts as waiting until all of it has gone. */
const mostGathered = 16 * 1024

/** A text frame that says it has 100 bytes, and ends after 50. */
const halfFrame = Uint8Array.from([0x81, 100, ...new Array<number>(50).fill(0x20)])

/** A WebSocket of `ws`, as the platform wants it. */
export class WsSocket implements RealtimeSocket {
  readonly #ws: WebSocket
  readonly #socket: Socket
  readonly #onSent: () => void
  #isSilent = false
  #isGathering = false

  /** @param onSent - is told after each frame that the connection has taken. */
  constructor(ws: WebSocket, socket: Socket, onSent: () => void) {
    this.#ws = ws
    this.#socket = socket
    this.#onSent = onSent
  }

  get bufferedBytes(): number {
    return this.#ws.bufferedAmount
  }

  send(text: Uint8Array): void {
    if (this.#isSilent) return
    this.#gather()
    this.#ws.send(text, { binary: false }, this.#onSent)
  }

  pong(data: Uint8Array): void {
    if (!this.#isSilent) this.#ws.pong(data, false, this.#onSent)
  }

  close(code?: number, reason?: string): void {
    if (this.#isSilent) return
    if (code === undefined) this.#socket.end()
    else this.#ws.close(code, reason)
  }

  cut(midFrame: boolean): void {
    const reset = () => this.#socket.resetAndDestroy()
    // Where something waits to be sent, the reset is in the middle of a frame anyway.
    if (midFrame && this.#socket.writableLength === 0) this.#socket.write(halfFrame, reset)
    else reset()
  }

  flush(): void {
    if (!this.#isGathering) return
    this.#isGathering = false
    this.#socket.uncork()
  }

  /** What one turn of the event loop sends goes out at once: a system call for each frame would cost most of all. */
  #gather(): void {
    if (this.#isGathering && this.#socket.writableLength > mostGathered) this.flush()
    if (this.#isGathering) return
    this.#isGathering = true
    this.#socket.cork()
    process.nextTick(() => this.flush())
  }

  silence(): void {
    this.#isSilent = true
    // Not even `ws` may answer: a close frame stays without one.
    this.#socket.removeAllListeners('data')
    this.#socket.removeAllListeners('end')
    this.#socket.on('data', () => {})
    this.#socket.once('end', () => setTimeout(() => this.#socket.destroy(), lingerMs).unref())
    this.#socket.resume()
  }
}
