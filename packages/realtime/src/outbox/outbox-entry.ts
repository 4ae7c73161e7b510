import { postModel } from '@veza/protocol/realtime'
import { abortError, VezaError } from '@veza/resilience'
import { invalidOption } from '@veza/resilience/options'
import { encodeFrame } from '../frames/encode-frame.ts'
import type { OutgoingMessage, SentMessage } from './messages.ts'
import { unknownOutcome } from './outbox-errors.ts'

/** A message on its way. */
export class OutboxEntry {
  readonly message: OutgoingMessage
  /** When it is given up, in milliseconds since the Unix epoch: known once it has a place in the queue. */
  dueAt = Number.POSITIVE_INFINITY
  /** Its frame as `veza.v2` has it. */
  readonly exactText: string
  /** The frame's bytes. */
  readonly bytes: number
  /** Whether it was sent on the connection that stands. */
  under = false
  /** Whether it was sent on any. */
  everSent = false
  settled = false
  readonly #outcome = Promise.withResolvers<SentMessage>()

  /** @throws {@link InvalidRequestError} `INVALID_OPTION` where its metadata cannot be written as JSON. */
  constructor(message: OutgoingMessage) {
    this.message = message
    this.exactText = written(message)
    // It may fail before its sender has come to wait for it.
    this.#outcome.promise.catch(() => {})
    this.bytes = new TextEncoder().encode(this.exactText).byteLength
    // It may be settled before its sender has got as far as to wait for it.
    this.#outcome.promise.catch(() => {})
  }

  /** Its frame as the guide has it. */
  get plainText(): string {
    const { roomId, content } = this.message
    return encodeFrame('message', postModel, { roomId, content })
  }

  settle(outcome: SentMessage | VezaError): void {
    this.settled = true
    if (outcome instanceof VezaError) this.#outcome.reject(outcome)
    else this.#outcome.resolve(outcome)
  }

  /** What becomes of it. @param giveUp - is told the error when `signal` is aborted before. */
  async outcome(signal: AbortSignal | undefined, giveUp: (error: VezaError) => void): Promise<SentMessage> {
    const stop = () => giveUp(unknownOutcome(abortError(signal), this))
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
    try {
      return await this.#outcome.promise
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }

  /** What becomes of it, for somebody else who sends the same: whose signal is theirs alone. */
  async outcomeToo(signal: AbortSignal | undefined): Promise<SentMessage> {
    const given = Promise.withResolvers<never>()
    return Promise.race([this.outcome(signal, given.reject), given.promise])
  }
}

function written(message: OutgoingMessage): string {
  try {
    return encodeFrame('message', postModel, message)
  } catch {
    throw invalidOption(
      'room.send(): option "metadata" is invalid',
      'Pass what JSON can hold: no bigint, no circle.',
    )
  }
}
