import type { Position } from '@veza/protocol/realtime'
import { InvalidRequestError, randomId } from '@veza/resilience'
import {
  atLeast,
  type Checks,
  checkOptions,
  hasMethods,
  isPlain,
  oneOf,
  required,
} from '@veza/resilience/options'
import type { Conversation } from './conversation.ts'
import type { EventStream, EventStreamOptions } from './events/event-stream.ts'
import type { SentMessage } from './outbox/messages.ts'

/** Options of {@link RealtimeRoom.events}. */
export interface RoomEventsOptions extends EventStreamOptions {
  /**
   * Begins after this event instead of now: any event of the room, or `room.position` of an earlier run. Refused where
   * the room is subscribed already.
   */
  readonly since?: Position
}

/** Options of {@link RealtimeRoom.subscribe}. */
export interface SubscribeOptions {
  /**
   * Begins after this event instead of now: any event of the room, or `room.position` of an earlier run. Refused where
   * the room is subscribed already.
   */
  readonly since?: Position
  /** Stops the waiting, not the subscription. */
  readonly signal?: AbortSignal
}

/** A message to send to a room. */
export interface RealtimeMessage {
  readonly content: string
  /** Anything to attach; needs a server that speaks `veza.v2`. @defaultValue none */
  readonly metadata?: Record<string, unknown>
  /** Under which the server stores it only once. @defaultValue a random one */
  readonly clientId?: string
  /** Gives the message up. */
  readonly signal?: AbortSignal
}

const eventsChecks: Checks<RoomEventsOptions> = {
  bufferSize: atLeast(1, 'events'),
  onOverflow: oneOf('pause', 'drop-oldest', 'drop-newest', 'error'),
  since: isPosition,
}

const subscribeChecks: Checks<SubscribeOptions> = {
  since: isPosition,
  signal: hasMethods('addEventListener', 'removeEventListener'),
}

const messageChecks: Checks<RealtimeMessage> = {
  content: notEmpty,
  metadata: (value) => (isPlain(value) ? undefined : 'Pass a plain object.'),
  clientId: notEmpty,
  signal: subscribeChecks.signal,
}

/**
 * One room of a conversation.
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * await using live = await veza.realtime.connect()
 * const room = live.room(1)
 * const events = room.events()
 * await room.subscribe()
 * await room.send({ content: 'Hello' })
 * for await (const event of events) {
 *   if (event.type !== 'message') continue
 *   console.log(event.message.content) // Hello
 *   break
 * }
 * ```
 */
export class RealtimeRoom {
  readonly id: number
  readonly #conversation: Conversation

  /** Made by `live.room()`. */
  constructor(id: number, conversation: Conversation) {
    this.id = id
    this.#conversation = conversation
  }

  /**
   * Up to where the room's events have been dealt with: every listener has returned, and its promise settled; every
   * stream has asked for the next one. Kept, it is where a later run can go on; it stays when the room is left, and when
   * the conversation is over. `undefined` where the server numbers no events, or has not answered yet.
   */
  get position(): Position | undefined {
    return this.#conversation.rooms.position(this.id)
  }

  /**
   * Subscribes to the room, over every connection to come, until {@link unsubscribe}. What is subscribed already stays.
   *
   * @returns once the server sends the room's events.
   * @throws {@link PermissionError} or {@link NotFoundError} where the server refuses; {@link AbortError}, also where the
   * room is unsubscribed meanwhile; {@link InvalidRequestError} `INVALID_OPTION`
   */
  async subscribe(options: SubscribeOptions = {}): Promise<void> {
    checkOptions('room.subscribe()', options, subscribeChecks)
    await this.#conversation.rooms.subscribe(this.id, options.since, options.signal)
  }

  /** Ends the subscription; streams that are still read keep theirs. */
  unsubscribe(): void {
    this.#conversation.rooms.unsubscribe(this.id)
  }

  /**
   * The room's events from now on, each once and in order, over every connection to come. Subscribes until the loop is
   * left. Ends when the conversation is closed; throws where it fails, or the server refuses the room.
   *
   * @param options - how many events wait at most, and what happens to more.
   */
  events(options: RoomEventsOptions = {}): EventStream {
    checkOptions('room.events()', options, eventsChecks)
    const canPause = this.#conversation.canPause
    const { bufferSize = 1000, onOverflow = canPause ? 'pause' : 'error', since } = options
    if (onOverflow === 'pause' && !canPause) {
      throw new InvalidRequestError('room.events(): a WebSocket here cannot stop reading', {
        code: 'INVALID_OPTION',
        remedy: "Write 'drop-oldest', 'drop-newest' or 'error' as onOverflow.",
      })
    }
    return this.#conversation.rooms.open(this.id, { bufferSize, onOverflow }, since)
  }

  /**
   * Sends a message, now or as soon as there is a connection. With a server that speaks `veza.v2` it is stored exactly
   * once, however many connections that takes; with any other it is sent once, and whether it arrived shows in the room.
   *
   * @returns once it is stored; with the guide's protocol once the server has handled it, or has been sent it where a
   * runtime has no pings.
   * @throws {@link InvalidRequestError} `INVALID_OPTION`, also for metadata that is no JSON, or that the guide's protocol
   * would have to leave out; VezaError with `outcomeUnknown` where it may have arrived although nobody said so.
   */
  async send(message: RealtimeMessage): Promise<SentMessage> {
    checkOptions('room.send()', message, messageChecks)
    required('room.send()', message, 'content')
    const { signal, clientId = randomId(), ...rest } = message
    return this.#conversation.outbox.send({ ...rest, clientId, roomId: this.id }, signal)
  }

  /** Tells the room that somebody is typing, if there is a connection now. */
  typing(): void {
    this.#conversation.sendNow(JSON.stringify({ type: 'typing', payload: { room_id: this.id } }))
  }
}

function notEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? undefined : 'Pass a string that is not empty.'
}

function isPosition(value: unknown): string | undefined {
  const { epoch, seq } = Object(value) as { readonly epoch?: unknown; readonly seq?: unknown }
  return typeof epoch === 'string' && epoch !== '' && Number.isSafeInteger(seq) && Number(seq) >= 0
    ? undefined
    : 'Pass an event of the room, or { epoch, seq } of one.'
}
