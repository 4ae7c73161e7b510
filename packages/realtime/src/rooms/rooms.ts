import type { Position, Subscribed } from '@veza/protocol/realtime'
import type { VezaError } from '@veza/resilience'
import type { Link } from '../connection/link.ts'
import type { EventStream, EventStreamOptions } from '../events/event-stream.ts'
import type { Frame } from '../frames/decode-frame.ts'
import { type ChannelContext, RoomChannel } from './room-channel.ts'

/** What the rooms need of the conversation. */
export type RoomsContext = Omit<ChannelContext, 'unsettled' | 'settled' | 'link' | 'over'> & {
  /** Every room has what it asked for. */
  readonly allSettled: () => void
}

/** The rooms of a conversation. Which of them are wanted is a state: it outlives every connection. */
export class Rooms {
  readonly #channels = new Map<number, RoomChannel>()
  readonly #unsettled = new Set<RoomChannel>()
  readonly #context: ChannelContext
  readonly #allSettled: () => void
  #link: Link | undefined
  #over: VezaError | undefined

  constructor({ allSettled, ...context }: RoomsContext) {
    this.#allSettled = allSettled
    this.#context = {
      ...context,
      link: () => this.#link,
      over: () => this.#over,
      unsettled: (channel) => void this.#unsettled.add(channel),
      settled: (channel) => this.#settled(channel),
    }
  }

  /** Whether every room has what it asked for. */
  get settled(): boolean {
    return this.#unsettled.size === 0
  }

  position(id: number): Position | undefined {
    return this.#channels.get(id)?.position
  }

  subscribe(id: number, since: Position | undefined, signal: AbortSignal | undefined): Promise<void> {
    return this.#channel(id).subscribe(since, signal)
  }

  unsubscribe(id: number): void {
    this.#channels.get(id)?.unsubscribe()
  }

  open(id: number, options: Required<EventStreamOptions>, since: Position | undefined): EventStream {
    return this.#channel(id).open(options, since)
  }

  /** Asks for every wanted room on a connection that was accepted. */
  attach(link: Link): void {
    this.#link = link
    for (const channel of this.#channels.values()) channel.attach(link)
  }

  detach(): void {
    this.#link = undefined
    this.#unsettled.clear()
    for (const channel of this.#channels.values()) channel.detach()
  }

  /** Takes an event of a room; of one that nobody wants, nobody is told. */
  take(id: number, frame: Frame): void {
    this.#channels.get(id)?.take(frame)
  }

  subscribed(answer: Subscribed): void {
    this.#channels.get(answer.roomId)?.subscribed(answer)
  }

  refuse(id: number, error: VezaError): void {
    this.#channels.get(id)?.refuse(error)
  }

  /** A listener goes on dealing with an event of the room. */
  begun(id: number, event: object): void {
    this.#channels.get(id)?.begun(event)
  }

  ended(id: number, event: object): void {
    this.#channels.get(id)?.ended(event)
  }

  /** Nothing more comes. @param failed - whether readers are told why, or that all is read. */
  close(error: VezaError, failed: boolean): void {
    this.#over = error
    for (const channel of this.#channels.values()) channel.close(error, failed)
    this.#unsettled.clear()
  }

  #channel(id: number): RoomChannel {
    let channel = this.#channels.get(id)
    if (channel === undefined) {
      channel = new RoomChannel(id, this.#context)
      this.#channels.set(id, channel)
    }
    return channel
  }

  #settled(channel: RoomChannel): void {
    // Where the next run can go on is kept.
    if (!channel.wanted && channel.position === undefined) this.#channels.delete(channel.id)
    if (this.#unsettled.delete(channel) && this.settled) this.#allSettled()
  }
}
