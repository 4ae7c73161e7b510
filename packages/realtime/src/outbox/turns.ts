import { abortError } from '@veza/resilience'

interface Waiter {
  readonly claim: () => boolean
  readonly enter: () => void
}

/** A queue of those who wait until there is room: who came first goes first. */
export class Turns {
  readonly #waiting: Waiter[] = []

  /**
   * Waits for a turn.
   *
   * @param claim - takes the room if there is some, and says whether it did.
   * @throws AbortError when `signal` is aborted before.
   */
  async wait(claim: () => boolean, signal: AbortSignal | undefined): Promise<void> {
    if (this.#waiting.length === 0 && claim()) return
    await new Promise<void>((resolve, reject) => {
      const leave = () => signal?.removeEventListener('abort', stop)
      const stop = () => {
        leave()
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        reject(abortError(signal))
        this.next()
      }
      const waiter = {
        claim,
        enter: () => {
          leave()
          resolve()
        },
      }
      this.#waiting.push(waiter)
      signal?.addEventListener('abort', stop, { once: true })
    })
  }

  /** There may be room: lets in whoever finds some. */
  next(): void {
    while (this.#waiting[0]?.claim()) this.#waiting.shift()?.enter()
  }
}
