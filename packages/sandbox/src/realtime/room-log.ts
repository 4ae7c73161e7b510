import type { Position } from '@veza/protocol/realtime'
import { RoomEvent } from './room-event.ts'

/** How far back a room's events can be replayed. */
export interface LogLimits {
  readonly replayEvents: number
  readonly resumeWindowMs: number
}

/** However many events may be kept: this many bytes of them. */
const mostBytes = 32 * 1024 * 1024

/** A room's sequence of events, and the last of them. */
export class RoomLog {
  readonly epoch: string
  readonly #limits: LogLimits
  #kept: (RoomEvent | undefined)[] = []
  /** Where in the list the kept ones begin: dropping the first of a list one by one would be dear. */
  #start = 0
  #bytes = 0
  #head = 0

  constructor(epoch: string, limits: LogLimits) {
    this.epoch = epoch
    this.#limits = limits
  }

  /** The number of the last event; 0 before the first. */
  get head(): number {
    return this.#head
  }

  append(type: string, payload: object, now: number): RoomEvent {
    const event = new RoomEvent(type, payload, this.epoch, this.#head + 1, now)
    this.#head = event.seq
    this.#kept.push(event)
    this.#bytes += event.exact.byteLength
    this.#trim(now)
    return event
  }

  /** The event of this number, if it is still there. */
  at(seq: number): RoomEvent | undefined {
    return this.#kept[this.#kept.length - 1 - (this.#head - seq)]
  }

  /** Whether everything that came after a position is still there. */
  covers({ epoch, seq }: Position, now: number): boolean {
    if (epoch !== this.epoch || seq > this.#head) return false
    this.#trim(now)
    return seq >= this.#head - (this.#kept.length - this.#start)
  }

  #trim(now: number): void {
    const { replayEvents, resumeWindowMs } = this.#limits
    for (let first = this.#kept[this.#start]; first !== undefined; first = this.#kept[this.#start]) {
      const tooMany = this.#kept.length - this.#start > replayEvents || this.#bytes > mostBytes
      if (!tooMany && now - first.at <= resumeWindowMs) break
      this.#bytes -= first.exact.byteLength
      this.#kept[this.#start++] = undefined
    }
    if (this.#start > 1024 && this.#start > this.#kept.length / 2) {
      this.#kept = this.#kept.slice(this.#start)
      this.#start = 0
    }
  }
}
