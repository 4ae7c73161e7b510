import { type PresenceStatus, presenceChangeModel } from '@veza/protocol/realtime'
import { InvalidRequestError } from '@veza/resilience'
import type { Conversation } from './conversation.ts'
import type { ClosedInfo, RealtimeStats } from './conversation-info.ts'
import type { RealtimeEventType, RealtimeListener } from './events/realtime-event.ts'
import { encodeFrame } from './frames/encode-frame.ts'
import { RealtimeRoom } from './room.ts'
import type { RealtimeState } from './state/transitions.ts'

/**
 * A conversation with the platform that outlives its connections (guide: "WebSocket"). Made by {@link connect}, or by
 * `veza.realtime.connect()`.
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * await using live = await veza.realtime.connect()
 * live.on('message', ({ roomId, message }) => console.log(roomId, message.username, message.content))
 * live.on('gap', ({ roomId, reason }) => console.warn('messages may be missing in', roomId, reason))
 * await live.room(1).subscribe()
 * await live.room(1).send({ content: 'Hello' })
 * ```
 */
export class RealtimeClient implements AsyncDisposable {
  readonly #conversation: Conversation

  /** Made by {@link connect}. */
  constructor(conversation: Conversation) {
    this.#conversation = conversation
  }

  /** What it is doing. */
  get state(): RealtimeState {
    return this.#conversation.state
  }

  /** Settles once the conversation is over, with the error that ended it, if there was one. Never rejects. */
  get closed(): Promise<ClosedInfo> {
    return this.#conversation.closed
  }

  /** What it has done so far. */
  stats(): RealtimeStats {
    return this.#conversation.stats()
  }

  /**
   * Calls a function with each event of a type: those of rooms, `state`, `error`, `unknown`. An event of a room comes
   * only while that room is subscribed.
   *
   * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` where the listener is no function.
   */
  on<T extends RealtimeEventType>(type: T, listener: RealtimeListener<T>): this {
    checkListener('on()', listener)
    this.#conversation.listeners.on(type, listener)
    return this
  }

  /** As {@link on}, for the next event alone. */
  once<T extends RealtimeEventType>(type: T, listener: RealtimeListener<T>): this {
    checkListener('once()', listener)
    this.#conversation.listeners.once(type, listener)
    return this
  }

  /** Calls it no more. */
  off<T extends RealtimeEventType>(type: T, listener: RealtimeListener<T>): this {
    this.#conversation.listeners.off(type, listener)
    return this
  }

  /**
   * A room.
   *
   * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` where the id is none.
   */
  room(id: number): RealtimeRoom {
    if (Number.isSafeInteger(id) && id > 0) return new RealtimeRoom(id, this.#conversation)
    throw invalid('room(): the id is invalid', 'Pass the id of a room: a whole number, 1 or more.')
  }

  /**
   * Tells the rooms whether this user is there, if there is a connection now.
   *
   * @throws {@link InvalidRequestError} `INVALID_ARGUMENT` where it is no status.
   */
  presence(status: PresenceStatus): void {
    if (typeof status !== 'string' || status === '')
      throw invalid('presence(): the status is invalid', "Pass 'online', 'away' or 'offline'.")
    this.#conversation.sendNow(encodeFrame('presence', presenceChangeModel, { status }))
  }

  /** Ends the conversation. Streams end, and what was not acknowledged is given up. */
  close(): Promise<void> {
    return this.#conversation.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

function checkListener(method: string, listener: unknown): void {
  if (typeof listener !== 'function') throw invalid(`${method}: the listener is invalid`, 'Pass a function.')
}

function invalid(what: string, remedy: string): InvalidRequestError {
  return new InvalidRequestError(`live.${what}`, { code: 'INVALID_ARGUMENT', remedy })
}
