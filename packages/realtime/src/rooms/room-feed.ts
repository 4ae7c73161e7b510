import type { Model } from '@veza/protocol'
import { type Position, type Subscribed, subscribeModel } from '@veza/protocol/realtime'
import type { Link } from '../connection/link.ts'
import type { EventReader } from '../events/event-reader.ts'
import type { GapEvent, RoomEvent } from '../events/room-event.ts'
import type { Frame } from '../frames/decode-frame.ts'
import { encodeFrame } from '../frames/encode-frame.ts'
import type { History, HistoryPage } from '../options/realtime-options.ts'
import { backfill } from './backfill.ts'
import { SeenMessages } from './seen-messages.ts'

/** What the feeds of all rooms share. */
export interface FeedContext {
  readonly reader: EventReader
  readonly history: History | undefined
  readonly maxBackfill: number
  /** Gives an event to whoever listens. */
  deliver(event: RoomEvent, feed: RoomFeed): void
  /** The feed has what it asked for. */
  settled(feed: RoomFeed): void
  /** An event that had come before was dropped. */
  duplicate(): void
}

/** How many events wait at most while a gap is filled. */
const maxHeld = 10_000

const unsubscribeModel: Pick<Model<{ readonly roomId: number }>, 'write'> = {
  write: ({ roomId }) => ({ room_id: roomId }),
}

/**
 * The events of one room, each once and in order, over as many connections as it takes. Against a server that numbers
 * them, by their numbers; against any other, by the ids of messages and the room's history.
 */
export class RoomFeed {
  readonly id: number
  readonly #context: FeedContext
  readonly #seen = new SeenMessages()
  /** Up to where events have come. */
  #epoch: string | undefined
  #seq = 0
  /** Up to where they were given out. */
  #givenEpoch: string | undefined
  #givenSeq = 0
  /** Events that wait until what was missed before them is here. */
  #held: RoomEvent[] | undefined
  #link: Link | undefined
  #filling: AbortController | undefined
  /** Subscriptions that were asked for and not answered. */
  #asked = 0
  #begun = false
  #left = false

  constructor(id: number, context: FeedContext) {
    this.id = id
    this.#context = context
  }

  /** Up to where events were given out; `undefined` where the server numbers none. */
  get position(): Position | undefined {
    if (this.#epoch === undefined || this.#givenEpoch === undefined) return undefined
    return { epoch: this.#givenEpoch, seq: this.#givenSeq }
  }

  /** Whether a subscription was asked for and not answered. */
  get asks(): boolean {
    return this.#asked > 0
  }

  /** Begins after this event, should the server still know it. */
  startAfter({ epoch, seq }: Position): void {
    this.#epoch = epoch
    this.#seq = seq
    this.#given(epoch, seq)
    this.#begun = true
  }

  /** Asks for the room on a connection that was accepted. */
  attach(link: Link): void {
    this.#link = link
    if (link.exact) this.#ask()
    else void this.#askPlainly(link)
  }

  /** The connection is gone: what was held is kept. */
  detach(): void {
    this.#link = undefined
    this.#asked = 0
    this.#filling?.abort()
    this.#filling = undefined
  }

  /** Nobody wants the room any more: the next to want it begins anew. */
  leave(): void {
    this.#link?.send(encodeFrame('unsubscribe', unsubscribeModel, { roomId: this.id }))
    this.#left = true
    this.detach()
  }

  /** Takes a frame that is about this room. */
  take(frame: Frame): void {
    if (frame.seq !== undefined && this.#link?.exact && !this.#follows(frame)) return
    const event = this.#context.reader.read(frame, this.id)
    if (this.#held === undefined) this.#give(event)
    else this.#hold(event)
  }

  /** The server's answer to a subscription. */
  subscribed({ epoch, head, replayed, lastMessageId }: Subscribed): void {
    if (this.#asked === 0 || --this.#asked > 0) return
    const fresh = !this.#begun
    this.#begun = true
    if (this.#epoch === undefined || replayed === undefined) {
      this.#epoch = epoch
      this.#seq = head - (replayed ?? 0)
      if (!fresh) this.#held ??= []
      else if (lastMessageId !== undefined) this.#seen.startAfter(lastMessageId)
    }
    if (this.#held !== undefined) void this.#fill(lastMessageId)
    else {
      if (fresh) this.#given(this.#epoch, this.#seq)
      this.#context.settled(this)
    }
  }

  /** Whether an event is the next one. One that was missed is asked for; one that came before is dropped. */
  #follows({ epoch, seq = 0 }: Frame): boolean {
    if (this.#epoch === undefined) return false
    if (epoch === this.#epoch && seq === this.#seq + 1) {
      this.#seq = seq
      return true
    }
    if (epoch === this.#epoch && seq <= this.#seq) this.#context.duplicate()
    else if (this.#asked === 0) this.#ask()
    return false
  }

  #ask(): void {
    this.#asked++
    const since = this.#epoch !== undefined && { since: { epoch: this.#epoch, seq: this.#seq } }
    this.#link?.send(encodeFrame('subscribe', subscribeModel, { roomId: this.id, ...since }))
  }

  /** In the guide's protocol nothing is answered: the room is subscribed when the server has handled the frame. */
  async #askPlainly(link: Link): Promise<void> {
    const fresh = !this.#begun
    this.#epoch = undefined
    this.#held = fresh ? [] : (this.#held ?? [])
    link.send(encodeFrame('subscribe', subscribeModel, { roomId: this.id }))
    try {
      await link.handled()
    } catch {
      // The link has ended; the next one asks again.
      return
    }
    if (this.#link !== link) return
    if (fresh) await this.#beginPlainly()
    else await this.#fill()
  }

  /** Notes which messages were there before, so that a gap in the first connection can be filled. */
  async #beginPlainly(): Promise<void> {
    const filling = this.#startFilling()
    const page = await this.#newestPage(filling.signal)
    if (filling.signal.aborted) return
    this.#begun = true
    const first = Math.min(...(this.#held ?? []).map(messageId))
    if (page !== undefined) this.#seen.startAfter(Math.min(page.messages[0]?.id ?? 0, first - 1))
    if (page !== undefined && first < Number.POSITIVE_INFINITY) return this.#fill()
    this.#release([])
    this.#context.settled(this)
  }

  /** Without it the first gap is told, not filled. */
  async #newestPage(signal: AbortSignal): Promise<HistoryPage | undefined> {
    try {
      return await this.#context.history?.(this.id, undefined, signal)
    } catch {
      return undefined
    }
  }

  /** @param lastMessageId - where the room stands, should nothing of it have been seen. */
  async #fill(lastMessageId?: number): Promise<void> {
    const { history, maxBackfill } = this.#context
    const filling = this.#startFilling()
    const known = this.#seen.newest !== undefined || this.#seen.size > 0
    const { messages, gap } = await backfill(
      this.id,
      this.#seen,
      known ? history : undefined,
      maxBackfill,
      filling.signal,
    )
    if (filling.signal.aborted) return
    if (!known && lastMessageId !== undefined) this.#seen.startAfter(lastMessageId)
    this.#release(
      messages.map((message) => ({ type: 'message', roomId: this.id, message })),
      gap,
    )
    this.#context.settled(this)
  }

  #startFilling(): AbortController {
    this.#filling?.abort()
    this.#filling = new AbortController()
    return this.#filling
  }

  #hold(event: RoomEvent): void {
    this.#held?.push(event)
    if ((this.#held?.length ?? 0) < maxHeld) return
    this.#filling?.abort()
    this.#begun = true
    this.#release([], { reason: 'overflow' })
    this.#context.settled(this)
  }

  /** Gives out what was missed, then what was held. */
  #release(missed: readonly RoomEvent[], gap?: Pick<GapEvent, 'reason' | 'cause'>): void {
    const held = this.#held ?? []
    this.#held = undefined
    if (gap !== undefined) this.#context.deliver({ type: 'gap', roomId: this.id, ...gap }, this)
    for (const event of missed) this.#give(event)
    for (const event of held) this.#give(event)
    // In a new sequence there may be nothing yet.
    this.#given(this.#epoch, this.#seq)
  }

  #given(epoch: string | undefined, seq: number): void {
    this.#givenEpoch = epoch
    this.#givenSeq = seq
  }

  #give(event: RoomEvent): void {
    // A listener may have left the room.
    if (this.#left) return
    if (event.type !== 'message' || this.#seen.isNew(event.message)) this.#context.deliver(event, this)
    else this.#context.duplicate()
    const { epoch, seq } = event as Partial<Position>
    if (epoch !== undefined && seq !== undefined) this.#given(epoch, seq)
  }
}

/** The id of an event's message; `Infinity` where it has none. */
function messageId(event: RoomEvent): number {
  return event.type === 'message' ? (event.message.id ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY
}
