import { Cancellation } from '../exchange/cancellation.ts'

/** Work that several callers wait for. */
interface Flight<T> {
  readonly outcome: Promise<T>
  readonly controller: AbortController
  waiting: number
}

/** Lets callers who want the same share the work for it. One who gives up leaves; the work ends when nobody waits. */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>()

  /**
   * @param key - what is wanted.
   * @param signal - ends this caller's waiting.
   * @param work - is begun where nobody is at it already; its signal is aborted when nobody waits any more.
   */
  async join(
    key: string,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const cancellation = new Cancellation(signal)
    try {
      return await cancellation.race(() => {
        const flight = this.#flights.get(key) ?? this.#begin(key, work)
        flight.waiting++
        cancellation.onCancel((reason) => {
          flight.waiting--
          if (flight.waiting > 0) return
          this.#forget(key, flight)
          flight.controller.abort(reason)
        })
        return flight.outcome
      })
    } finally {
      cancellation.end()
    }
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const outcome = work(controller.signal)
    const flight = { outcome, controller, waiting: 0 }
    this.#flights.set(key, flight)
    const over = () => this.#forget(key, flight)
    outcome.then(over, over)
    return flight
  }

  /** Another may have begun in the meantime. */
  #forget(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key)
  }
}
