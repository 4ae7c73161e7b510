import type { WireObject } from '@veza/protocol'
import { addMessage, type Store } from '../data/store.ts'
import type { Row } from '../data/table.ts'
import type { Rooms } from '../realtime/rooms.ts'
import { codedFailure, guideFailure, invalidFields } from '../routes/api-failure.ts'
import type { WebhookSender } from '../webhooks/webhook-sender.ts'
import { isShallow } from './is-shallow.ts'

/** What it takes to store a message, checked against the contract. */
export interface MessageFields extends WireObject {
  readonly room_id: number
  readonly content: string
}

const longestContent = 4000
const deepestMetadata = 64
/** In characters of JSON: with more, a live event would not fit into a frame. */
const longestMetadata = 65_536

/**
 * What is said in the rooms, whichever way it comes: messages over HTTP and over a WebSocket are the same, and both are
 * told live and as webhooks.
 */
export class RoomChat {
  readonly #store: Store
  readonly #rooms: Rooms
  readonly #sender: WebhookSender
  readonly #now: () => number

  constructor(store: Store, rooms: Rooms, sender: WebhookSender, now: () => number) {
    this.#store = store
    this.#rooms = rooms
    this.#sender = sender
    this.#now = now
  }

  /**
   * The room, for a user who may enter it: into private ones only moderators and administrators may.
   *
   * @throws ApiFailure 404 or 403
   */
  room(userId: number, roomId: number): Row {
    const room = this.#store.rooms.get(roomId)
    if (room === undefined) throw codedFailure(404, 'CHAT_ROOM_NOT_FOUND', 'There is no such room')
    if (room['type'] === 'private' && !this.#isModerator(userId))
      throw codedFailure(403, 'CHAT_ACCESS_DENIED', 'The room is private')
    return room
  }

  /**
   * Stores a message.
   *
   * @throws ApiFailure 403, 404 or 422
   */
  post(userId: number, fields: MessageFields): Row {
    this.room(userId, fields.room_id)
    refuseUnfit(fields)
    const replyTo = fields['reply_to_id'] ?? null
    if (replyTo !== null && this.#store.messages.get(Number(replyTo)) === undefined) throw guideFailure(404)
    const message = addMessage(this.#store, {
      message_type: 'text',
      metadata: {},
      ...fields,
      reply_to_id: replyTo,
      user_id: userId,
      created_at: this.#timestamp(),
    })
    this.#sender.publish('message.sent', message)
    this.#rooms.publish(fields.room_id, 'message', this.#live(message))
    return message
  }

  /**
   * Changes a message.
   *
   * @throws ApiFailure 403, 404 or 422
   */
  change(userId: number, id: number, fields: WireObject): Row {
    const before = this.#message(userId, id)
    refuseUnfit(fields)
    const message = this.#store.messages.update(id, { ...fields, updated_at: this.#timestamp() }) ?? before
    this.#rooms.publish(Number(message['room_id']), 'message_updated', this.#live(message))
    return message
  }

  /**
   * Deletes a message.
   *
   * @throws ApiFailure 403 or 404
   */
  delete(userId: number, id: number): void {
    const roomId = this.#message(userId, id)['room_id']
    this.#store.messages.delete(id)
    this.#rooms.publish(Number(roomId), 'message_deleted', { room_id: roomId, id })
  }

  /** The id of a room's newest message; 0 where it has none. */
  newestId(roomId: number): number {
    return this.#store.messageIds.get(roomId)?.at(-1) ?? 0
  }

  /** Who did something in a room, and when. */
  someone(userId: number, roomId: number): WireObject {
    return { room_id: roomId, user_id: userId, username: this.#nameOf(userId), timestamp: this.#timestamp() }
  }

  /** A message as a room's live events carry it: the guide's fields first, then the rest of it. */
  #live({ room_id, user_id, content, created_at, ...rest }: Row): WireObject {
    const username = this.#nameOf(Number(user_id))
    return { room_id, user_id, username, content, timestamp: created_at, ...rest }
  }

  #message(userId: number, id: number): Row {
    const message = this.#store.messages.get(id)
    if (message === undefined) throw guideFailure(404)
    this.room(userId, Number(message['room_id']))
    return message
  }

  #nameOf(userId: number): string {
    const name = this.#store.users.get(userId)?.['username']
    return typeof name === 'string' ? name : `user_${userId}`
  }

  #isModerator(userId: number): boolean {
    const roles = (this.#store.users.get(userId)?.['roles'] ?? []) as readonly string[]
    return roles.some((role) => role === 'admin' || role === 'moderator')
  }

  #timestamp(): string {
    return new Date(this.#now()).toISOString()
  }
}

function refuseUnfit({ content, metadata }: WireObject): void {
  if (typeof content === 'string' && content.length > longestContent)
    throw codedFailure(422, 'CHAT_MESSAGE_TOO_LONG', `A message has at most ${longestContent} characters`)
  const isDeep = !isShallow(metadata, deepestMetadata)
  if (!isDeep && (JSON.stringify(metadata) ?? '').length <= longestMetadata) return
  const message = isDeep
    ? `should be nested at most ${deepestMetadata} deep`
    : `should be at most ${longestMetadata} characters of JSON`
  throw invalidFields([{ field: 'metadata', code: 'VALIDATION_INVALID_FORMAT', message }])
}
