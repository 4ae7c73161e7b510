import type { Position, Subscribed } from '@veza/protocol/realtime'
import { abortError, type VezaError } from '@veza/resilience'
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

/** An event that is being dealt with. */
interface Unhandled {
  /** By how many. */
  by: number
  /** Up to where events had been given out before it. */
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
  #explicit = false
  #subscribed: PromiseWithResolvers<void> | undefined

  constructor(id: number, context: ChannelContext) {
    this.id = id
    this.#context = context
  }

  /** Up to where events have been dealt with. */
  get position(): Position | undefined {
    const [first] = this.#unhandled.values()
    return first === undefined ? this.#feed?.position : first.before
  }

  /** Whether anybody wants it. */
  get wanted(): boolean {
    return this.#feed !== undefined
  }

  /** Subscribes until {@link unsubscribe}. @throws VezaError where the server refuses, or the conversation ends. */
  async subscribe(since: Position | undefined, signal: AbortSignal | undefined): Promise<void> {
    this.#explicit = true
    const subscribed = this.#want(since)
    return signal === undefined ? subscribed : unlessAborted(subscribed, signal)
  }

  /** Ends the subscription, unless a stream is still read. */
  unsubscribe(): void {
    this.#explicit = false
    this.#leaveIfUnwanted()
  }

  /** Subscribes for as long as the stream is read. */
  open(options: Required<EventStreamOptions>, since: Position | undefined): EventStream {
    const stream: EventStream = new EventStream(
      {
        begun: (event) => this.begun(event),
        ended: (event) => this.ended(event),
        full: () => this.#context.pause(),
        drained: () => this.#context.resume(),
        left: () => {
          this.#streams.delete(stream)
          this.#leaveIfUnwanted()
        },
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
    else this.#unhandled.set(event, { by: 1, before: this.#feed?.position })
  }

  /** Somebody has dealt with it. */
  ended(event: object): void {
    const unhandled = this.#unhandled.get(event)
    if (unhandled === undefined || --unhandled.by > 0) return
    this.#unhandled.delete(event)
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

  /** The server refuses something about the room: the subscription, if that was what it was asked for. */
  refuse(error: VezaError): void {
    if (this.#feed?.asks !== true) return
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
    this.#feed = undefined
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
    this.#feed = undefined
    this.#subscribed?.reject(abortError())
    this.#subscribed = undefined
    feed.leave()
    this.#context.settled(this)
  }
}
