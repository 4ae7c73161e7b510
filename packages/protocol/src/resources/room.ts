import { int64, nullable, number, type OpenEnum, openEnum, optional, text, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** A chat room (guide: "API REST", `/chat/rooms`). */
export interface Room {
  readonly id: number
  readonly name: string
  readonly description?: string | null
  readonly type?: OpenEnum<'public' | 'private' | 'direct'>
  readonly memberCount?: number
  readonly createdAt?: Date | null
  readonly updatedAt?: Date | null
}

/**
 * A chat room on the wire and here (guide: "API REST").
 *
 * @example
 * ```ts
 * import { roomModel } from '@veza/protocol'
 *
 * console.log(roomModel.read({ id: 123, name: 'General', member_count: 12 }).memberCount) // 12
 * ```
 */
export const roomModel: Model<Room> = model<Room>('room', {
  id: int64,
  name: text,
  description: optional(nullable(text)),
  type: optional(openEnum('public', 'private', 'direct')),
  memberCount: optional(number),
  createdAt: optional(nullable(time)),
  updatedAt: optional(nullable(time)),
})
