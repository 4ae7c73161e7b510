import { abortError } from '@veza/resilience'

/** A timer holds at most this many milliseconds; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/** Hears why work must end. */
export type CancelListener = (reason: Error) => void

/**
 * Ends work early: when its time is up, or when the caller gives up. Costs no `AbortController` until someone asks for
 * its signal, and leaves nothing behind on the caller's, which may live as long as the program.
 */
export class Cancellation {
  readonly #caller: AbortSignal | undefined
  readonly #aborted: () => Error
  readonly #leave: () => void
  #listeners: CancelListener[] = []
  #controller: AbortController | undefined
  #reason: Error | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #handedOver = false

  /**
   * @param caller - who may give up: the caller's signal, or the work that this is a part of.
   * @param aborted - the error for when the caller's signal is aborted.
   */
  constructor(
    caller: AbortSignal | Cancellation | undefined,
    aborted: () => Error = () => abortError(caller instanceof Cancellation ? undefined : caller),
  ) {
    this.#aborted = aborted
    this.#caller = caller instanceof Cancellation ? undefined : caller
    if (caller instanceof Cancellation) {
      this.#leave = caller.onCancel((reason) => this.cancel(reason))
      return
    }
    this.#leave = () => this.#caller?.removeEventListener('abort', this.#onAbort)
    if (caller?.aborted) this.cancel(aborted())
    else caller?.addEventListener('abort', this.#onAbort, { once: true })
  }

  /** Aborted with the work; made when first asked for. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#reason !== undefined) this.#controller.abort(this.#reason)
    }
    return this.#controller.signal
  }

  /** Allows the work so many milliseconds from now on; takes the place of an earlier limit. */
  limit(timeoutMs: number, timedOut: () => Error): void {
    clearTimeout(this.#timer)
    if (timeoutMs <= 0) this.cancel(timedOut())
    else this.#timer = setTimeout(() => this.cancel(timedOut()), Math.min(timeoutMs, longestTimerMs))
  }

  /** Takes the limit away. */
  lift(): void {
    clearTimeout(this.#timer)
  }

  /** Leaves the work to its parts, with their own limits: it is over with the last of them. */
  handOver(): void {
    this.lift()
    this.#handedOver = true
    if (this.#listeners.length === 0) this.end()
  }

  /** @returns a function that takes the listener away again. */
  onCancel(listener: CancelListener): () => void {
    if (this.#reason !== undefined) listener(this.#reason)
    else this.#listeners.push(listener)
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener)
      if (this.#handedOver && this.#listeners.length === 0) this.end()
    }
  }

  /** Ends the work; only the first reason counts. */
  cancel(reason: Error): void {
    if (this.#reason !== undefined) return
    this.#reason = reason
    clearTimeout(this.#timer)
    const listeners = this.#listeners
    this.#listeners = []
    for (const listener of listeners) listener(reason)
    this.#controller?.abort(reason)
  }

  /** Throws the reason once the work must end. */
  throwIfCancelled(): void {
    if (this.#reason !== undefined) throw this.#reason
  }

  /** What `work` comes to, unless it must end before: it is not waited for then, since it may not listen. */
  race<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = this.onCancel(reject)
      if (this.#reason !== undefined) return
      const settled = () => leave()
      work().then(
        (value) => {
          settled()
          resolve(value)
        },
        (error: unknown) => {
          settled()
          reject(error as Error)
        },
      )
    })
  }

  /** The work is over: no timer and no listener is left. */
  end(): void {
    clearTimeout(this.#timer)
    this.#handedOver = false
    this.#leave()
    this.#listeners = []
  }

  readonly #onAbort = () => this.cancel(this.#aborted())
}
