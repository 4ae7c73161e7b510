import type { Model } from '@veza/protocol'
import type { Reader } from '@veza/protocol/reader'
import {
  type Ack,
  ackModel,
  type Refusal,
  refusalModel,
  type Subscribed,
  subscribedModel,
} from '@veza/protocol/realtime'
import type { Frame } from './decode-frame.ts'

type Payload = Frame['payload']

/** Reads and checks what a server of `veza.v2` answers. What breaks the contract is told, and not believed. */
export class Answers {
  readonly #reader: Reader
  readonly #malformed: (what: string) => void

  constructor(reader: Reader, malformed: (what: string) => void) {
    this.#reader = reader
    this.#malformed = malformed
  }

  ack(payload: Payload): Ack | undefined {
    return this.#read(ackModel, payload)
  }

  refusal(payload: Payload): Refusal | undefined {
    return this.#read(refusalModel, payload)
  }

  subscribed(payload: Payload): Subscribed | undefined {
    return this.#read(subscribedModel, payload, ({ head, replayed = 0, lastMessageId = 0 }) =>
      [head, head - replayed, replayed, lastMessageId].every(
        (count) => Number.isSafeInteger(count) && count >= 0,
      ),
    )
  }

  #read<T>(model: Model<T>, payload: Payload, isRight: (value: T) => boolean = () => true): T | undefined {
    const value = this.#reader.for(model)(payload)
    if (value !== undefined && isRight(value)) return value
    this.#malformed(`a frame of type "${model.name}" that breaks the contract`)
    return undefined
  }
}
