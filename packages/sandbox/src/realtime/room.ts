import type { Position } from '@veza/protocol/realtime'
import type { RoomEvent } from './room-event.ts'
import { type LogLimits, RoomLog } from './room-log.ts'

/** Somebody who is told what happens in a room. */
export interface RoomPeer {
  /** Whether it had better get no more for now. */
  readonly isFull: boolean
  deliver(event: RoomEvent): void
  /** There is more for it: it asks for that with {@link Room.catchUp} once it is no longer full. */
  waitForDrain(): void
  /** Something that is not kept, and has no place in the sequence. */
  tell(frame: Uint8Array): void
  /** It has taken so long that what it has yet to get is gone. */
  fallBehind(): void
}

/** A room of the chat, as far as it is live: its sequence of events, and who is told of them. */
export class Room {
  readonly log: RoomLog
  /** Each with the number of the event that is to go to it next. */
  readonly #next = new Map<RoomPeer, number>()

  constructor(epoch: string, limits: LogLimits) {
    this.log = new RoomLog(epoch, limits)
  }

  /** Tells everybody. */
  publish(type: string, payload: object, now: number): void {
    const event = this.log.append(type, payload, now)
    for (const [peer, next] of this.#next) {
      if (next !== event.seq) this.catchUp(peer)
      else {
        this.#next.set(peer, next + 1)
        peer.deliver(event)
      }
    }
  }

  /** Tells all but one of something that is not kept. */
  tell(frame: Uint8Array, except: RoomPeer): void {
    for (const peer of this.#next.keys()) if (peer !== except) peer.tell(frame)
  }

  has(peer: RoomPeer): boolean {
    return this.#next.has(peer)
  }

  /**
   * Lets somebody in, or again.
   *
   * @param since - what it has dealt with.
   * @returns how many events it is to get first, by {@link catchUp}; `undefined` where some of them are gone.
   */
  add(peer: RoomPeer, since: Position | undefined, now: number): number | undefined {
    const { head } = this.log
    const covered = since !== undefined && this.log.covers(since, now)
    const behind = covered ? head - since.seq : 0
    this.#next.set(peer, head - behind + 1)
    return since === undefined || covered ? behind : undefined
  }

  remove(peer: RoomPeer): boolean {
    return this.#next.delete(peer)
  }

  /** Sends what somebody has yet to get, as much as it can take now. */
  catchUp(peer: RoomPeer): void {
    for (let next = this.#next.get(peer); next !== undefined && next <= this.log.head; ) {
      if (peer.isFull) {
        peer.waitForDrain()
        return
      }
      const event = this.log.at(next)
      if (event === undefined) {
        peer.fallBehind()
        return
      }
      next++
      this.#next.set(peer, next)
      peer.deliver(event)
    }
  }
}
