import type { Model } from '../model/model.ts'
import { type LiveStream, liveStreamModel } from '../resources/live-stream.ts'
import { type Membership, membershipModel } from '../resources/membership.ts'
import { type Message, messageModel } from '../resources/message.ts'
import { type Room, roomModel } from '../resources/room.ts'
import { type Signal, signalModel } from '../resources/signal.ts'
import { type User, userModel } from '../resources/user.ts'

/** What each event of the platform carries: the resource as it is after what happened. */
export interface VezaEventData {
  readonly 'user.created': User
  readonly 'user.updated': User
  readonly 'user.deleted': User
  readonly 'user.login': User
  readonly 'user.logout': User
  readonly 'message.sent': Message
  readonly 'message.received': Message
  readonly 'room.created': Room
  readonly 'room.joined': Membership
  readonly 'room.left': Membership
  readonly 'stream.started': LiveStream
  readonly 'stream.stopped': LiveStream
  readonly 'stream.paused': LiveStream
  readonly 'stream.resumed': LiveStream
  readonly 'signal.created': Signal
}

/** Name of an event that this version knows. */
export type VezaEventType = keyof VezaEventData

/** What every event has. */
interface Occurrence {
  /** The event's id, the same over its retries. */
  readonly id?: string
  /** When it happened. */
  readonly timestamp?: Date
}

/** An event that this version knows: `type` tells what `data` is. Events in the format `thin` carry only the id in it. */
export type KnownVezaEvent = {
  readonly [T in VezaEventType]: Occurrence & { readonly type: T; readonly data: VezaEventData[T] }
}[VezaEventType]

/** An event of a newer platform. */
export interface UnknownVezaEvent extends Occurrence {
  readonly type: 'unknown'
  /** Its name on the wire. */
  readonly name: string
  readonly data: unknown
}

/** An event of the platform, as webhooks carry it. */
export type VezaEvent = KnownVezaEvent | UnknownVezaEvent

/**
 * The model of each event's data.
 *
 * @example
 * ```ts
 * import { eventModels } from '@veza/protocol'
 *
 * console.log(Object.keys(eventModels).length, eventModels['message.sent'].name) // 15 message
 * ```
 */
export const eventModels: { readonly [T in VezaEventType]: Model<VezaEventData[T]> } = {
  'user.created': userModel,
  'user.updated': userModel,
  'user.deleted': userModel,
  'user.login': userModel,
  'user.logout': userModel,
  'message.sent': messageModel,
  'message.received': messageModel,
  'room.created': roomModel,
  'room.joined': membershipModel,
  'room.left': membershipModel,
  'stream.started': liveStreamModel,
  'stream.stopped': liveStreamModel,
  'stream.paused': liveStreamModel,
  'stream.resumed': liveStreamModel,
  'signal.created': signalModel,
}
