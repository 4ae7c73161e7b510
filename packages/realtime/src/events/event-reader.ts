import type { Model } from '@veza/protocol'
import type { Read, Reader } from '@veza/protocol/reader'
import {
  messageDeletionModel,
  type RoomMessage,
  roomMessageModel,
  roomPresenceModel,
  roomUserModel,
} from '@veza/protocol/realtime'
import type { Frame } from '../frames/decode-frame.ts'
import type { RoomEvent } from './room-event.ts'

type Payload = Frame['payload']

/** Reads and checks the events of rooms, in one pass. */
export class EventReader {
  readonly #reader: Reader
  readonly #malformed: (what: string) => void
  /** Prepared when the first message comes: who is idle need not hold it. */
  #readMessage: Read<RoomMessage> | undefined

  /** @param malformed - is told of an event whose payload breaks the contract. */
  constructor(reader: Reader, malformed: (what: string) => void) {
    this.#reader = reader
    this.#malformed = malformed
  }

  /**
   * The event in a frame.
   *
   * @returns an event of type `unknown` where this version does not know it, or its payload breaks the contract.
   */
  read(frame: Frame, roomId: number): RoomEvent {
    const { type, payload, epoch, seq } = frame
    const numbered = epoch !== undefined && seq !== undefined
    if (type === 'message') {
      const message = this.#message(payload)
      // Most events are messages: written out, they are made in one go, and all have the same shape.
      if (message !== undefined)
        return numbered
          ? { type: 'message', roomId, message, epoch, seq }
          : { type: 'message', roomId, message }
    }
    const event = this.#known(type, payload, roomId) ?? this.#unknown(type, payload, roomId)
    return numbered ? Object.assign(event, { epoch, seq }) : event
  }

  #unknown(name: string, payload: Payload, roomId: number): RoomEvent {
    if (knownTypes.has(name)) this.#malformed(`an event of type "${name}" that breaks the contract`)
    return { type: 'unknown', name, payload, roomId }
  }

  #known(type: string, payload: Payload, roomId: number): RoomEvent | undefined {
    switch (type) {
      case 'message_updated': {
        const message = this.#message(payload)
        return message && { type, roomId, message }
      }
      case 'user_joined':
      case 'user_left':
      case 'typing': {
        const user = this.#read(roomUserModel, payload)
        return user && { type, roomId, user }
      }
      case 'presence': {
        const presence = this.#read(roomPresenceModel, payload)
        return presence && { type, roomId, presence }
      }
      case 'message_deleted': {
        const deletion = this.#read(messageDeletionModel, payload)
        return deletion && { type, roomId, messageId: deletion.id }
      }
      default:
        return undefined
    }
  }

  #message(payload: Payload): RoomMessage | undefined {
    this.#readMessage ??= this.#reader.for(roomMessageModel)
    return this.#readMessage(payload)
  }

  #read<T>(model: Model<T>, payload: Payload): T | undefined {
    return this.#reader.for(model)(payload)
  }
}

const knownTypes: ReadonlySet<string> = new Set([
  'message',
  'message_updated',
  'message_deleted',
  'user_joined',
  'user_left',
  'typing',
  'presence',
])

/** The room that a payload is about; `undefined` where it names none, or no safe integer. */
export function roomIdOf(payload: Payload): number | undefined {
  const { room_id: id } = payload
  if (typeof id === 'number') return Number.isSafeInteger(id) && id > 0 ? id : undefined
  if (typeof id !== 'string' || !/^[1-9]\d{0,15}$/.test(id)) return undefined
  return Number.isSafeInteger(Number(id)) ? Number(id) : undefined
}
