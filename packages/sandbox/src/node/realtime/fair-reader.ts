import type { WebSocket } from 'ws'

/** How much one client may say in one turn of the event loop, in bytes. */
const mostPerTurn = 64 * 1024
/** With more bytes waiting for a client than that, it is not listened to. */
const mostWaiting = 256 * 1024

/**
 * Reads from one client no faster than the others can be told, and not at all while it does not read itself. One that
 * sends megabytes at once would else make everybody else a slow consumer.
 */
export class FairReader {
  readonly #ws: WebSocket
  readonly #waiting: () => number
  #inTurn = 0
  #isScheduled = false
  #isPaused = false

  /** @param waiting - how many bytes wait for the client. */
  constructor(ws: WebSocket, waiting: () => number) {
    this.#ws = ws
    this.#waiting = waiting
  }

  /** The client has said so many bytes. */
  took(bytes: number): void {
    this.#inTurn += bytes
    if (!this.#isScheduled) {
      this.#isScheduled = true
      setImmediate(() => {
        this.#isScheduled = false
        this.#inTurn = 0
        this.goOn()
      })
    }
    if (this.#isPaused || (this.#inTurn < mostPerTurn && this.#waiting() <= mostWaiting)) return
    this.#isPaused = true
    this.#ws.pause()
  }

  /** Reads again, where it may. */
  goOn(): void {
    if (!this.#isPaused || this.#isScheduled || this.#waiting() > mostWaiting) return
    this.#isPaused = false
    this.#ws.resume()
  }
}
