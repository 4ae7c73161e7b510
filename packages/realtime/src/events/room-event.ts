import type { RoomMessage, RoomPresence, RoomUser } from '@veza/protocol/realtime'

/** What every event of a room has. An event of a server that speaks `veza.v2` is a `Position` too. */
interface OfRoom {
  readonly roomId: number
  /** Names the room's sequence; missing where the server numbers nothing. */
  readonly epoch?: string
  /** Its number in that sequence. */
  readonly seq?: number
}

/** A message was sent to the room, or changed. */
export interface MessageEvent<T extends 'message' | 'message_updated' = 'message'> extends OfRoom {
  readonly type: T
  readonly message: RoomMessage
}

/** A message was deleted. */
export interface MessageDeletedEvent extends OfRoom {
  readonly type: 'message_deleted'
  readonly messageId: number
}

/** Somebody came, went, or is typing. */
export interface UserEvent<T extends 'user_joined' | 'user_left' | 'typing'> extends OfRoom {
  readonly type: T
  readonly user: RoomUser
}

/** Somebody is there, or not. */
export interface PresenceEvent extends OfRoom {
  readonly type: 'presence'
  readonly presence: RoomPresence
}

/**
 * Messages of the room may be missing before the events that follow. `'no-history'`: there is nowhere to read them.
 * `'too-many'`: more than `maxBackfill`. `'failed'`: history could not be read. `'overflow'`: too many events came while
 * it was read.
 */
export interface GapEvent {
  readonly type: 'gap'
  readonly roomId: number
  readonly reason: 'no-history' | 'too-many' | 'failed' | 'overflow'
  /** Why history could not be read. */
  readonly cause?: unknown
}

/** An event that this version does not know, or cannot read. */
export interface UnknownEvent {
  readonly type: 'unknown'
  /** Its name on the wire. */
  readonly name: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly roomId?: number
  readonly epoch?: string
  readonly seq?: number
}

/** Whatever happens in a room. */
export type RoomEvent =
  | MessageEvent<'message'>
  | MessageEvent<'message_updated'>
  | MessageDeletedEvent
  | UserEvent<'user_joined'>
  | UserEvent<'user_left'>
  | UserEvent<'typing'>
  | PresenceEvent
  | GapEvent
  | (UnknownEvent & { readonly roomId: number })
