import { randomLetters } from '../data/random-letters.ts'
import { Room } from './room.ts'
import type { LogLimits } from './room-log.ts'

/** The rooms of the chat, as far as they are live. */
export class Rooms {
  readonly #limits: LogLimits
  readonly #now: () => number
  readonly #random: () => number
  readonly #rooms = new Map<number, Room>()

  constructor(limits: LogLimits, now: () => number, random: () => number) {
    this.#limits = limits
    this.#now = now
    this.#random = random
  }

  /** @param id - of a room that there is. */
  get(id: number): Room {
    let room = this.#rooms.get(id)
    if (room === undefined) {
      // With the time in it: another sandbox of the same seed must not take this one's positions for its own.
      const epoch = `${this.#now().toString(36)}-${randomLetters(this.#random, 8)}`
      room = new Room(epoch, this.#limits)
      this.#rooms.set(id, room)
    }
    return room
  }

  /** Tells everybody in a room. */
  publish(roomId: number, type: string, payload: object): void {
    this.get(roomId).publish(type, payload, this.#now())
  }

  /** Forgets all sequences, as a server does that has crashed. */
  clear(): void {
    this.#rooms.clear()
  }
}
