import type { Ack } from '@veza/protocol/realtime'
import { abortError, type Clock, type VezaError } from '@veza/resilience'
import type { Link } from '../connection/link.ts'
import { realtimeError } from '../errors/realtime-error.ts'
import type { QueueOptions } from '../options/realtime-options.ts'
import { slept } from '../time/slept.ts'
import type { OutgoingMessage, SentMessage } from './messages.ts'
import { OutboxEntry } from './outbox-entry.ts'
import { lateError, metadataError, resetError, tooLargeError, unknownOutcome } from './outbox-errors.ts'
import { Turns } from './turns.ts'

/** Bytes that a socket may hold back before more is given to it. */
export const highWaterBytes = 256 * 1024

/** How long to wait for a socket to take more: not every runtime says when. */
const drainMs = 20

/** What an {@link Outbox} needs of a connection. */
export type OutboxLink = Pick<Link, 'exact' | 'bufferedBytes' | 'send' | 'deliver'>

/** What an {@link Outbox} needs to know. */
export interface OutboxSettings {
  readonly clock: Clock
  readonly sendTimeoutMs: number
  readonly maxFrameBytes: number
  readonly queue: Required<QueueOptions>
}

/**
 * Messages that wait to be sent, or to be acknowledged, in order. In `veza.v2` each stays until the server has
 * acknowledged it, and is sent again on the next connection; in the guide's protocol it is done with once the
 * server has handled it, as far as it can be asked.
 */
export class Outbox {
  readonly #settings: OutboxSettings
  readonly #entries = new Map<string, OutboxEntry>()
  readonly #room = new Turns()
  readonly #closing = new AbortController()
  /** Those that were not sent on this link, and are not done with. */
  #unsent = new Set<OutboxEntry>()
  #bytes = 0
  #link: OutboxLink | undefined
  #maxFrameBytes: number
  #draining = false
  #watching = false
  #closed: VezaError | undefined

  constructor(settings: OutboxSettings) {
    this.#settings = settings
    this.#maxFrameBytes = settings.maxFrameBytes
  }

  /** How many messages are not done with. */
  get size(): number {
    return this.#entries.size
  }

  /** Their bytes. */
  get bytes(): number {
    return this.#bytes
  }

  /**
   * Sends a message, now or once there is a connection. Settles always.
   *
   * @throws VezaError where the server refuses it, the queue is full, time is up, the signal is aborted or the
   * conversation is over; `outcomeUnknown` tells whether it may have arrived.
   */
  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<SentMessage> {
    if (signal?.aborted) throw abortError(signal)
    const same = this.#entries.get(message.clientId)
    if (same !== undefined) return same.outcomeToo(signal)
    const entry = new OutboxEntry(message)
    this.#refuseLarge(entry)
    const waits = this.#settings.queue.whenFull === 'wait'
    const queued = waits ? await this.#waitForRoom(entry, signal) : this.#makeRoom(entry)
    if (this.#closed !== undefined && !queued.settled) throw this.#closed
    if (queued !== entry) return queued.outcomeToo(signal)
    this.#flush()
    if (!this.#watching) void this.#watch()
    return entry.outcome(signal, (error) => this.#settle(entry, error))
  }

  /** Sends what waits, and again what was not acknowledged. @param maxPayload - the largest frame the server takes. */
  attach(link: OutboxLink, maxPayload: number | undefined): void {
    this.#link = link
    const { maxFrameBytes } = this.#settings
    const taken = maxPayload !== undefined && maxPayload > 0 ? maxPayload : maxFrameBytes
    this.#maxFrameBytes = Math.min(maxFrameBytes, taken)
    for (const entry of this.#entries.values()) {
      // It may have arrived by veza.v2; here it would be another message.
      if (entry.everSent && !link.exact) this.#settle(entry, resetError())
      else if (entry.bytes > this.#maxFrameBytes) this.#settle(entry, tooLargeError(entry))
    }
    this.#unsent = new Set(this.#entries.values())
    this.#flush()
  }

  /** The connection is gone. @param tooLarge - because of a frame that was too large for the server. */
  detach(tooLarge: boolean): void {
    const exact = this.#link?.exact === true
    this.#link = undefined
    const sent = [...this.#entries.values()].filter(({ under }) => under)
    for (const entry of sent) entry.under = false
    // Nothing will tell whether these arrived, and a second time would be a second message.
    if (!exact) for (const entry of sent) this.#settle(entry, resetError())
    if (!tooLarge) return
    const [largest] = sent.sort((a, b) => b.bytes - a.bytes)
    if (largest !== undefined) this.#settle(largest, tooLargeError(largest))
  }

  /** The server has stored a message. */
  acknowledge({ clientId, id, roomId, timestamp }: Ack): void {
    const entry = this.#entries.get(clientId)
    if (entry === undefined) return
    const createdAt = timestamp && { createdAt: timestamp }
    this.#settle(entry, { roomId, clientId, acknowledged: true, id, ...createdAt })
  }

  /** The server has refused a message. */
  refuse(clientId: string, error: VezaError): void {
    const entry = this.#entries.get(clientId)
    if (entry !== undefined) this.#settle(entry, error)
  }

  /** Nothing more is sent. @param error - what all that wait are told. */
  close(error: VezaError): void {
    this.#closed = error
    this.#closing.abort()
    for (const entry of this.#entries.values()) this.#settle(entry, unknownOutcome(error, entry))
    this.#room.next()
  }

  #refuseLarge(entry: OutboxEntry): void {
    if (entry.bytes > Math.min(this.#maxFrameBytes, this.#settings.queue.maxBytes)) throw tooLargeError(entry)
  }

  /** @returns the entry; or another of the same id, which found a place while this one waited for it. */
  async #waitForRoom(entry: OutboxEntry, signal: AbortSignal | undefined): Promise<OutboxEntry> {
    let queued: OutboxEntry | undefined
    const claim = () => {
      queued = this.#claim(entry)
      return queued !== undefined
    }
    await this.#room.wait(claim, signal)
    return queued ?? entry
  }

  /** Drops older messages, where that is the policy, until there is room for this one. */
  #makeRoom(entry: OutboxEntry): OutboxEntry {
    for (;;) {
      const queued = this.#claim(entry)
      if (queued !== undefined) return queued
      const oldest = this.#settings.queue.whenFull === 'drop-oldest' ? this.#oldestUnsent() : undefined
      if (oldest === undefined) throw realtimeError('REALTIME_QUEUE_FULL', 'Too much waits to be sent')
      this.#settle(oldest, realtimeError('REALTIME_MESSAGE_DROPPED', 'The message made room for later ones'))
    }
  }

  #oldestUnsent(): OutboxEntry | undefined {
    for (const entry of this.#unsent) if (!entry.everSent) return entry
    return undefined
  }

  /** Takes a place in the queue, if there is one; in one that is closed nobody need wait. */
  #claim(entry: OutboxEntry): OutboxEntry | undefined {
    const same = this.#entries.get(entry.message.clientId)
    if (this.#closed !== undefined || same !== undefined) return same ?? entry
    const { clock, sendTimeoutMs, queue } = this.#settings
    const { maxMessages, maxBytes } = queue
    if (this.#entries.size >= maxMessages || this.#bytes + entry.bytes > maxBytes) return undefined
    this.#entries.set(entry.message.clientId, entry)
    this.#bytes += entry.bytes
    this.#unsent.add(entry)
    entry.dueAt = clock.now() + sendTimeoutMs
    return entry
  }

  #flush(): void {
    for (const entry of this.#unsent) {
      if (this.#link === undefined) return
      if (this.#link.bufferedBytes > highWaterBytes) {
        if (!this.#draining) void this.#drain()
        return
      }
      this.#unsent.delete(entry)
      this.#post(entry, this.#link)
    }
  }

  #post(entry: OutboxEntry, link: OutboxLink): void {
    const refused = this.#refusal(entry, link)
    if (refused !== undefined) {
      this.#settle(entry, refused)
      return
    }
    entry.under = true
    entry.everSent = true
    const { roomId, clientId } = entry.message
    const handled = () => this.#settle(entry, { roomId, clientId, acknowledged: false })
    if (link.exact) link.send(entry.exactText)
    else link.deliver(entry.plainText, handled)
  }

  /** Why this server would not take a message. */
  #refusal(entry: OutboxEntry, { exact }: OutboxLink): VezaError | undefined {
    if (entry.bytes > this.#maxFrameBytes) return tooLargeError(entry)
    return entry.message.metadata === undefined || exact ? undefined : metadataError()
  }

  async #drain(): Promise<void> {
    this.#draining = true
    if (!(await slept(this.#settings.clock, drainMs, this.#closing.signal))) return
    this.#draining = false
    this.#flush()
  }

  /** Gives up what waits too long. All wait equally long: the first is due first. */
  async #watch(): Promise<void> {
    const { clock } = this.#settings
    this.#watching = true
    for (;;) {
      const [first] = this.#entries.values()
      if (first === undefined) break
      if (!(await slept(clock, first.dueAt - clock.now(), this.#closing.signal))) return
      for (const entry of this.#entries.values()) {
        if (entry.dueAt > clock.now()) break
        this.#settle(entry, unknownOutcome(lateError(), entry))
      }
    }
    this.#watching = false
  }

  #settle(entry: OutboxEntry, outcome: SentMessage | VezaError): void {
    if (entry.settled) return
    this.#entries.delete(entry.message.clientId)
    this.#unsent.delete(entry)
    this.#bytes -= entry.bytes
    entry.settle(outcome)
    this.#room.next()
  }
}
