import { int64, nonEmptyText, optional, record, text } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'
import type { PresenceStatus } from './room-user.ts'

/** Asks for a room's events, in `veza.v2` for those missed too. */
export interface Subscribe {
  readonly roomId: number
  /** `{ epoch, seq }`: what has been dealt with. */
  readonly since?: Record<string, unknown>
}

/** A message to send to a room. */
export interface Post {
  readonly roomId: number
  readonly content: string
  /** Under which the server stores it only once; in `veza.v2`. */
  readonly clientId?: string
  /** Anything to attach; its keys are never renamed. In `veza.v2`. */
  readonly metadata?: Record<string, unknown>
}

/** Who it is, or who it still is: first frame where no token came before, and again before one expires. */
export interface Authenticate {
  readonly token: string
}

/** Whether its sender is there. */
export interface PresenceChange {
  readonly status: PresenceStatus
}

/**
 * A subscription, on the wire and here.
 *
 * @example
 * ```ts
 * import { subscribeModel } from '@veza/protocol/realtime'
 *
 * console.log(subscribeModel.write({ roomId: 1, since: { epoch: 'e1', seq: 7 } }).room_id) // 1
 * ```
 */
export const subscribeModel: Model<Subscribe> = model<Subscribe>('subscribe', {
  roomId: int64,
  since: optional(record),
})

/**
 * A message to send, on the wire and here.
 *
 * @example
 * ```ts
 * import { postModel } from '@veza/protocol/realtime'
 *
 * console.log(postModel.write({ roomId: 1, content: 'Hello', clientId: 'c1' }).client_id) // c1
 * ```
 */
export const postModel: Model<Post> = model<Post>('message', {
  roomId: int64,
  content: nonEmptyText,
  clientId: optional(nonEmptyText),
  metadata: optional(record),
})

/**
 * A token on its way, on the wire and here.
 *
 * @example
 * ```ts
 * import { authenticateModel } from '@veza/protocol/realtime'
 *
 * console.log(Object.keys(authenticateModel.write({ token: 'secret' }))) // [ 'token' ]
 * ```
 */
export const authenticateModel: Model<Authenticate> = model<Authenticate>('authenticate', {
  token: nonEmptyText,
})

/**
 * A change of one's own presence, on the wire and here.
 *
 * @example
 * ```ts
 * import { presenceChangeModel } from '@veza/protocol/realtime'
 *
 * console.log(presenceChangeModel.write({ status: 'away' }).status) // away
 * ```
 */
export const presenceChangeModel: Model<PresenceChange> = model<PresenceChange>('presence', { status: text })
