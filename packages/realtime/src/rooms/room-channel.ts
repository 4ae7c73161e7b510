import type { Position, Subscribed } from '@veza/protocol/realtime'
import { AbortError, type VezaError } from '@veza/resilience'
import { invalidOption } from '@veza/resilience/options'
import type { Link } from '../connection/link.ts'
import { EventStream, type EventStreamOptions } from '../events/event-stream.ts'
import type { RoomEvent } from '../events/room-event.ts'
import type { Frame } from '../frames/decode-frame.ts'
import { unlessAborted } from '../time/unless-aborted.ts'
import { type FeedContext, RoomFeed } from './room-feed.ts'

/** What channels need of the conversation. */
export interface ChannelContext extends Omit<FeedContext, 'deliver' | 'settled'> {
  /** The connection that was accepted, if there is one. */
  link(): Link | undefined
  /** Tells who listens to the conversation as a whole. */
  emit(event: RoomEvent): void
  /** The channel begins to wait for what it asked. */
  unsettled(channel: RoomChannel): void
  settled(channel: RoomChannel): void
  /** A stream is full: nothing is to be read until as many have drained. */
  pause(): void
  resume(): void
  /** Why nothing more comes; `undefined` while something may. */
  over(): VezaError | undefined
}

interface Unhandled {
  /** How many are dealing with it. */
  by: number
  /** The position before it. */
  readonly before: Position | undefined
}

/** One room: whether it is wanted, who reads it, and how far they have come. */
export class RoomChannel {
  readonly id: number
  readonly #context: ChannelContext
  readonly #streams = new Set<EventStream>()
  /** Events that somebody is still dealing with, in the order they came. */
  readonly #unhandled = new Map<object, Unhandled>()
  #feed: RoomFeed | undefined
  /** Up to where events were given out before the room was left. */
  #kept: Position | undefined
  #explicit = false
  #subscribed: PromiseWithResolvers<void> | undefined

  constructor(id: number, context: ChannelContext) {
    this.id = id
    this.#context = context
  }

  /** Up to where events have been dealt with. */
  get position(): Position | undefined {
    const [first] = this.#unhandled.values()
    return first === undefined ? this.#given : first.before
  }

  /** Up to where events were given out. */
  get #given(): Position | undefined {
    return this.#feed === undefined ? this.#kept : this.#feed.position
  }

  /** Whether anybody wants it. */
  get wanted(): boolean {
    return this.#feed !== undefined
  }

  /** Subscribes until {@link unsubscribe}. @throws VezaError where the server refuses, or the conversation ends. */
  async subscribe(since: Position | undefined, signal: AbortSignal | undefined): Promise<void> {
    this.#refuseLate('room.subscribe()', since)
    this.#explicit = true
    const subscribed = this.#want(since)
    await (signal === undefined ? subscribed : unlessAborted(subscribed, signal))
  }

  /** Ends the subscription, unless a stream is still read. */
  unsubscribe(): void {
    this.#explicit = false
    this.#leaveIfUnwanted()
  }

  /** Subscribes for as long as the stream is read. */
  open(options: Required<EventStreamOptions>, since: Position | undefined): EventStream {
    this.#refuseLate('room.events()', since)
    const stream: EventStream = new EventStream(
      {
        begun: (event) => this.begun(event),
        ended: (event) => this.ended(event),
        full: () => this.#context.pause(),
        drained: () => this.#context.resume(),
        left: () => this.#closeStream(stream),
      },
      options,
    )
    const over = this.#context.over()
    if (over !== undefined) {
      stream.end(over)
      return stream
    }
    this.#streams.add(stream)
    // What is refused is told by the stream.
    this.#want(since).catch(() => {})
    return stream
  }

  /** Somebody goes on dealing with an event. */
  begun(event: object): void {
    const unhandled = this.#unhandled.get(event)
    if (unhandled !== undefined) unhandled.by++
    else this.#unhandled.set(event, { by: 1, before: this.#given })
  }

  /** Somebody has dealt with it. */
  ended(event: object): void {
    const unhandled = this.#unhandled.get(event)
    if (unhandled !== undefined && --unhandled.by === 0) this.#unhandled.delete(event)
  }

  attach(link: Link): void {
    if (this.#feed === undefined) return
    this.#context.unsettled(this)
    this.#feed.attach(link)
  }

  detach(): void {
    this.#feed?.detach()
  }

  take(frame: Frame): void {
    this.#feed?.take(frame)
  }

  subscribed(answer: Subscribed): void {
    this.#feed?.subscribed(answer)
  }

  /** The server refuses the room; what it says of a room that was not asked for is about something else. */
  refuse(error: VezaError): void {
    if (this.#feed?.isAsking !== true) return
    this.#explicit = false
    this.#finish(error)
    this.#context.settled(this)
  }

  /** The conversation is over. */
  close(error: VezaError, failed: boolean): void {
    this.#finish(error, failed)
  }

  #finish(error: VezaError, failed = true): void {
    this.#feed?.detach()
    this.#dropFeed()
    this.#subscribed?.reject(error)
    this.#subscribed = undefined
    for (const stream of this.#streams) stream.end(failed ? error : undefined)
    this.#streams.clear()
  }

  #want(since: Position | undefined): Promise<void> {
    const over = this.#context.over()
    if (over !== undefined) return Promise.reject(over)
    if (this.#subscribed !== undefined) return this.#subscribed.promise
    this.#subscribed = Promise.withResolvers()
    // It rejects whether or not anybody waits.
    this.#subscribed.promise.catch(() => {})
    const feed: RoomFeed = new RoomFeed(this.id, {
      ...this.#context,
      deliver: (event) => this.#deliver(event),
      settled: () => this.#settled(feed),
    })
    this.#feed = feed
    if (since !== undefined) feed.startAfter(since)
    const link = this.#context.link()
    if (link !== undefined) this.attach(link)
    return this.#subscribed.promise
  }

  #settled(feed: RoomFeed): void {
    if (feed !== this.#feed) return
    this.#subscribed?.resolve()
    this.#context.settled(this)
  }

  #deliver(event: RoomEvent): void {
    this.#context.emit(event)
    for (const stream of this.#streams) stream.push(event)
  }

  #leaveIfUnwanted(): void {
    if (this.#explicit || this.#streams.size > 0 || this.#feed === undefined) return
    const feed = this.#feed
    this.#dropFeed()
    this.#subscribed?.reject(leftError())
    this.#subscribed = undefined
    feed.leave()
    this.#context.settled(this)
  }

  #dropFeed(): void {
    this.#kept = this.#feed?.position ?? this.#kept
    this.#feed = undefined
  }

  /** What it has not read counts as not dealt with, should it have been the last to read. */
  #closeStream(stream: EventStream): void {
    const { position } = this
    this.#streams.delete(stream)
    this.#leaveIfUnwanted()
    if (this.#feed === undefined) this.#kept = position
  }

  /** A place to begin at means nothing where events come already: it is not silently ignored. */
  #refuseLate(what: string, since: Position | undefined): void {
    if (since === undefined || this.#feed === undefined) return
    const remedy = 'Pass it to the first subscribe() or events() of the room, or unsubscribe before.'
    throw invalidOption(`${what}: option "since" is too late: the room is subscribed`, remedy)
  }
}

/** Whoever waited for the subscription waits in vain. */
function leftError(): AbortError {
  return new AbortError('The room was unsubscribed before the server had answered', {
    code: 'ABORTED',
    remedy: 'Nothing to do: the room was left on purpose.',
  })
}
