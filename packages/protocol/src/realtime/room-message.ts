import { int64, nullable, optional, record, text, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'
import type { Message, MessageType } from '../resources/message.ts'
import { messageType } from '../resources/message.ts'

/**
 * A message as a room's live events carry it (guide: "WebSocket"): a {@link Message}, as far as its server says it. The
 * guide's own server sends neither id nor type.
 */
export interface RoomMessage extends Omit<Message, 'id' | 'type'> {
  /** The id it has in the REST API. */
  readonly id?: number
  /** The name of who sent it; messages that were filled in from history have none. */
  readonly username?: string
  readonly type?: MessageType
}

/**
 * A live message on the wire and here. Its `createdAt` is `timestamp` on the wire.
 *
 * @example
 * ```ts
 * import { roomMessageModel } from '@veza/protocol/realtime'
 *
 * const message = roomMessageModel.read({
 *   room_id: 123,
 *   user_id: 7,
 *   username: 'ada',
 *   content: 'Hello',
 *   timestamp: '2024-01-01T12:00:00Z',
 * })
 * console.log(message.username, message.createdAt.getUTCFullYear()) // ada 2024
 * ```
 */
export const roomMessageModel: Model<RoomMessage> = model<RoomMessage>(
  'room message',
  {
    roomId: int64,
    userId: int64,
    username: optional(text),
    content: text,
    createdAt: time,
    id: optional(int64),
    type: optional(messageType),
    metadata: optional(nullable(record)),
    replyToId: optional(nullable(int64)),
    updatedAt: optional(nullable(time)),
  },
  { type: 'message_type', createdAt: 'timestamp' },
)
