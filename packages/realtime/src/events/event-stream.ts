import type { VezaError } from '@veza/resilience'
import { realtimeError } from '../errors/realtime-error.ts'
import type { RoomEvent } from './room-event.ts'

/** What happens to events that come faster than they are read. */
export type OverflowPolicy = 'pause' | 'drop-oldest' | 'drop-newest' | 'error'

/** Options of a stream of events. */
export interface EventStreamOptions {
  /** How many events wait at most. @defaultValue 1000 */
  readonly bufferSize?: number
  /**
   * What happens when that many wait. `'pause'`: the connection is read no further until half of them are gone, on Node
   * alone. `'drop-oldest'`, `'drop-newest'`: that one is lost. `'error'`: the stream throws
   * `REALTIME_BUFFER_OVERFLOW` once those that wait are read.
   *
   * @defaultValue 'pause' where the runtime can, 'error' elsewhere
   */
  readonly onOverflow?: OverflowPolicy
}

/** What a stream tells of itself. */
export interface StreamWatch {
  /** An event waits to be read. */
  begun(event: RoomEvent): void
  /** It was read and dealt with, or dropped. */
  ended(event: RoomEvent): void
  full(): void
  /** It was full, and half of what waited is gone. */
  drained(): void
  /** Nobody reads it any more. */
  left(): void
}

type Waiter = PromiseWithResolvers<IteratorResult<RoomEvent, undefined>>

/** A room's events, to be read one after another. An event counts as dealt with when the next one is asked for. */
export class EventStream implements AsyncIterableIterator<RoomEvent, undefined>, AsyncDisposable {
  readonly #watch: StreamWatch
  readonly #bufferSize: number
  readonly #onOverflow: OverflowPolicy
  readonly #buffer: RoomEvent[] = []
  readonly #waiting: Waiter[] = []
  /** Events that were handed out, and for which the next ones were not asked. */
  readonly #reading: RoomEvent[] = []
  #full = false
  #over = false
  #error: VezaError | undefined

  constructor(watch: StreamWatch, { bufferSize, onOverflow }: Required<EventStreamOptions>) {
    this.#watch = watch
    this.#bufferSize = bufferSize
    this.#onOverflow = onOverflow
  }

  /** Adds an event. */
  push(event: RoomEvent): void {
    if (this.#over) return
    const reader = this.#waiting.shift()
    if (reader === undefined && !this.#makeRoom()) return
    this.#watch.begun(event)
    if (reader === undefined) this.#buffer.push(event)
    else this.#hand(event, reader)
  }

  /** Ends the stream after what waits. @param error - what its reader is told then. */
  end(error?: VezaError): void {
    if (this.#over) return
    this.#over = true
    this.#error = error
    for (const reader of this.#waiting.splice(0)) this.#finish(reader)
  }

  next(): Promise<IteratorResult<RoomEvent, undefined>> {
    const dealtWith = this.#reading.shift()
    if (dealtWith !== undefined) this.#watch.ended(dealtWith)
    const reader: Waiter = Promise.withResolvers()
    const event = this.#buffer.shift()
    if (event !== undefined) this.#hand(event, reader)
    else if (this.#over) this.#finish(reader)
    else this.#waiting.push(reader)
    if (this.#full && this.#buffer.length <= this.#bufferSize / 2) this.#drained()
    return reader.promise
  }

  return(): Promise<IteratorResult<RoomEvent, undefined>> {
    for (const event of this.#reading.splice(0)) this.#watch.ended(event)
    this.#over = true
    this.#error = undefined
    for (const event of this.#buffer.splice(0)) this.#watch.ended(event)
    if (this.#full) this.#drained()
    for (const reader of this.#waiting.splice(0)) this.#finish(reader)
    this.#watch.left()
    return Promise.resolve({ done: true, value: undefined })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #hand(event: RoomEvent, reader: Waiter): void {
    this.#reading.push(event)
    reader.resolve({ done: false, value: event })
  }

  #finish(reader: Waiter): void {
    const error = this.#error
    this.#error = undefined
    if (error === undefined) reader.resolve({ done: true, value: undefined })
    else reader.reject(error)
  }

  #drained(): void {
    this.#full = false
    this.#watch.drained()
  }

  /** Whether an event has room; what has to go for it, goes. */
  #makeRoom(): boolean {
    if (this.#buffer.length < this.#bufferSize) return true
    switch (this.#onOverflow) {
      case 'pause':
        // What has been read from the socket already is kept: it stops at the end of its chunk.
        if (!this.#full) this.#watch.full()
        this.#full = true
        return true
      case 'drop-oldest': {
        const oldest = this.#buffer.shift()
        if (oldest !== undefined) this.#watch.ended(oldest)
        return true
      }
      case 'drop-newest':
        return false
      case 'error':
        this.end(realtimeError('REALTIME_BUFFER_OVERFLOW', `More than ${this.#bufferSize} events waited`))
        // A loop that is thrown out of does not say so.
        this.#watch.left()
        return false
    }
  }
}
