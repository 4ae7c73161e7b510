import {
  type Field,
  int64,
  nonEmptyText,
  nullable,
  type OpenEnum,
  openEnum,
  optional,
  record,
  text,
  time,
} from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** What kind of content a message carries. */
export type MessageType = OpenEnum<'text' | 'image' | 'audio' | 'file' | 'system'>

/** A message in a room (guide: "Envoi de Messages"). */
export interface Message {
  readonly id: number
  readonly roomId: number
  readonly userId: number
  readonly content: string
  readonly type: MessageType
  /** Whatever its sender attached; its keys are never renamed. */
  readonly metadata?: Record<string, unknown> | null
  readonly replyToId?: number | null
  readonly createdAt: Date
  readonly updatedAt?: Date | null
}

/** What it takes to send a message. */
export interface SendMessage {
  readonly roomId: number
  readonly content: string
  /** @defaultValue 'text' */
  readonly type?: MessageType
  /** Anything to attach; its keys are never renamed. @defaultValue `{}` */
  readonly metadata?: Record<string, unknown>
  /** The message this one answers. @defaultValue null */
  readonly replyToId?: number | null
}

/** The fields of a message to change; those left out stay as they are. */
export interface UpdateMessage {
  readonly content?: string
  readonly metadata?: Record<string, unknown>
}

export const messageType: Field<MessageType> = openEnum('text', 'image', 'audio', 'file', 'system')

/**
 * A message on the wire and here (guide: "Envoi de Messages"). Its `type` is `message_type` on the wire.
 *
 * @example
 * ```ts
 * import { messageModel } from '@veza/protocol'
 *
 * const message = messageModel.read({
 *   id: 1,
 *   room_id: 123,
 *   user_id: 7,
 *   content: 'Hello',
 *   message_type: 'text',
 *   metadata: { client_tag: 'kept as it is' },
 *   created_at: '2024-01-01T12:00:00Z',
 * })
 * console.log(message.roomId, message.type, message.metadata)
 * ```
 */
export const messageModel: Model<Message> = model<Message>(
  'message',
  {
    id: int64,
    roomId: int64,
    userId: int64,
    content: text,
    type: messageType,
    metadata: optional(nullable(record)),
    replyToId: optional(nullable(int64)),
    createdAt: time,
    updatedAt: optional(nullable(time)),
  },
  { type: 'message_type' },
)

/**
 * What sending a message takes (guide: "Envoi de Messages").
 *
 * @example
 * ```ts
 * import { sendMessageModel } from '@veza/protocol'
 *
 * console.log(sendMessageModel.write({ roomId: 123, content: 'Hello', type: 'text' }))
 * ```
 */
export const sendMessageModel: Model<SendMessage> = model<SendMessage>(
  'message',
  {
    roomId: int64,
    content: nonEmptyText,
    type: optional(messageType),
    metadata: optional(record),
    replyToId: optional(nullable(int64)),
  },
  { type: 'message_type' },
)

/**
 * What changing a message takes.
 *
 * @example
 * ```ts
 * import { updateMessageModel } from '@veza/protocol'
 *
 * console.log(updateMessageModel.write({ content: 'Hello, all' }))
 * ```
 */
export const updateMessageModel: Model<UpdateMessage> = model<UpdateMessage>('message', {
  content: optional(nonEmptyText),
  metadata: optional(record),
})
