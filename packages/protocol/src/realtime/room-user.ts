import { int64, type OpenEnum, openEnum, optional, text, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** A user who came into a room, left it, or is typing in it (guide: "WebSocket", `user_joined`, `user_left`). */
export interface RoomUser {
  readonly userId: number
  /** The room; the guide's example sends none. */
  readonly roomId?: number
  readonly username?: string
  /** When it happened. */
  readonly timestamp?: Date
}

/** Whether somebody is there. */
export type PresenceStatus = OpenEnum<'online' | 'away' | 'offline'>

/** A user's presence in a room. */
export interface RoomPresence extends RoomUser {
  readonly status: PresenceStatus
}

const fields = { userId: int64, roomId: optional(int64), username: optional(text), timestamp: optional(time) }

/**
 * A user in a room on the wire and here.
 *
 * @example
 * ```ts
 * import { roomUserModel } from '@veza/protocol/realtime'
 *
 * console.log(roomUserModel.read({ room_id: 123, user_id: 7, username: 'ada' }).username) // ada
 * ```
 */
export const roomUserModel: Model<RoomUser> = model<RoomUser>('room user', fields)

/**
 * A user's presence on the wire and here.
 *
 * @example
 * ```ts
 * import { roomPresenceModel } from '@veza/protocol/realtime'
 *
 * console.log(roomPresenceModel.read({ room_id: 123, user_id: 7, status: 'away' }).status) // away
 * ```
 */
export const roomPresenceModel: Model<RoomPresence> = model<RoomPresence>('presence', {
  ...fields,
  status: openEnum('online', 'away', 'offline'),
})
