import { int64, nullable, optional, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** A user in a room, as the events `room.joined` and `room.left` tell of it. */
export interface Membership {
  readonly roomId: number
  readonly userId: number
  readonly joinedAt?: Date | null
  readonly leftAt?: Date | null
}

/**
 * A user in a room on the wire and here.
 *
 * @example
 * ```ts
 * import { membershipModel } from '@veza/protocol'
 *
 * console.log(membershipModel.read({ room_id: 123, user_id: 7 }).userId) // 7
 * ```
 */
export const membershipModel: Model<Membership> = model<Membership>('membership', {
  roomId: int64,
  userId: int64,
  joinedAt: optional(nullable(time)),
  leftAt: optional(nullable(time)),
})
