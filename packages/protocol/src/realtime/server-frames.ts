import { int64, nonEmptyText, number, optional, text, time } from '../fields/field.ts'
import { type Model, model } from '../model/model.ts'

/** What a server that speaks `veza.v2` says first, once it knows who is there. */
export interface Hello {
  /** Names the connection, for logs and support. */
  readonly session: string
  /** The server closes connections from which it hears nothing for longer than this. */
  readonly heartbeatMs: number
  /** For how long a room's past events can be replayed. */
  readonly resumeWindowMs: number
  /** The largest frame that the server takes, in bytes. */
  readonly maxPayload: number
  readonly userId?: number
}

/** A room's events come from now on. */
export interface Subscribed {
  readonly roomId: number
  readonly epoch: string
  /** The number of the room's last event: what is not replayed begins after it. */
  readonly head: number
  /** How many events follow that were missed; missing where the server cannot tell. */
  readonly replayed?: number
  /** The id of the room's newest message; 0 where it has none. */
  readonly lastMessageId?: number
}

/** A message was stored: once, however often it was sent. */
export interface Ack {
  readonly clientId: string
  /** The message's id. */
  readonly id: number
  readonly roomId: number
  /** When it was stored. */
  readonly timestamp?: Date
}

/** The server did not do what a frame asked. */
export interface Refusal {
  /** A code of the error catalogue. */
  readonly code: string
  readonly message: string
  /** The message that was refused, by the id its sender gave it. */
  readonly clientId?: string
  /** The room that was refused. */
  readonly roomId?: number
  readonly retryAfterMs?: number
}

/** The server will soon go: come back after `retryAfterMs` and a random part of `windowMs`. */
export interface GoAway {
  readonly retryAfterMs: number
  readonly windowMs: number
}

/** The token will be refused after so long: send another. */
export interface TokenExpiring {
  readonly expiresInMs: number
}

/** A message of the room is gone. */
export interface MessageDeletion {
  readonly roomId: number
  readonly id: number
}

/**
 * What a server that speaks `veza.v2` says first, on the wire and here.
 *
 * @example
 * ```ts
 * import { helloModel } from '@veza/protocol/realtime'
 *
 * console.log(helloModel.read({ session: 's1', heartbeat_ms: 30_000, resume_window_ms: 120_000, max_payload: 1024 }).heartbeatMs) // 30000
 * ```
 */
export const helloModel: Model<Hello> = model<Hello>('hello', {
  session: text,
  heartbeatMs: number,
  resumeWindowMs: number,
  maxPayload: number,
  userId: optional(int64),
})

/**
 * The answer to a subscription, on the wire and here.
 *
 * @example
 * ```ts
 * import { subscribedModel } from '@veza/protocol/realtime'
 *
 * console.log(subscribedModel.read({ room_id: 1, epoch: 'e1', head: 7, replayed: 2 }).head) // 7
 * ```
 */
export const subscribedModel: Model<Subscribed> = model<Subscribed>('subscribed', {
  roomId: int64,
  epoch: nonEmptyText,
  head: number,
  replayed: optional(number),
  lastMessageId: optional(number),
})

/**
 * The acknowledgement of a message, on the wire and here.
 *
 * @example
 * ```ts
 * import { ackModel } from '@veza/protocol/realtime'
 *
 * console.log(ackModel.read({ client_id: 'c1', id: 1024, room_id: 1 }).id) // 1024
 * ```
 */
export const ackModel: Model<Ack> = model<Ack>('ack', {
  clientId: nonEmptyText,
  id: int64,
  roomId: int64,
  timestamp: optional(time),
})

/**
 * What the server did not do, on the wire an `error`.
 *
 * @example
 * ```ts
 * import { refusalModel } from '@veza/protocol/realtime'
 *
 * console.log(refusalModel.read({ code: 'CHAT_ROOM_NOT_FOUND', message: 'There is no such room' }).code) // CHAT_ROOM_NOT_FOUND
 * ```
 */
export const refusalModel: Model<Refusal> = model<Refusal>('error', {
  code: nonEmptyText,
  message: text,
  clientId: optional(text),
  roomId: optional(int64),
  retryAfterMs: optional(number),
})

/**
 * The notice that the server goes, on the wire and here.
 *
 * @example
 * ```ts
 * import { goAwayModel } from '@veza/protocol/realtime'
 *
 * console.log(goAwayModel.read({ retry_after_ms: 1000, window_ms: 5000 }).windowMs) // 5000
 * ```
 */
export const goAwayModel: Model<GoAway> = model<GoAway>('goaway', { retryAfterMs: number, windowMs: number })

/**
 * The notice that the token expires, on the wire and here.
 *
 * @example
 * ```ts
 * import { tokenExpiringModel } from '@veza/protocol/realtime'
 *
 * console.log(tokenExpiringModel.read({ expires_in_ms: 30_000 }).expiresInMs) // 30000
 * ```
 */
export const tokenExpiringModel: Model<TokenExpiring> = model<TokenExpiring>('token_expiring', {
  expiresInMs: number,
})

/**
 * The deletion of a message, on the wire and here.
 *
 * @example
 * ```ts
 * import { messageDeletionModel } from '@veza/protocol/realtime'
 *
 * console.log(messageDeletionModel.read({ room_id: 1, id: 1024 }).id) // 1024
 * ```
 */
export const messageDeletionModel: Model<MessageDeletion> = model<MessageDeletion>('message_deleted', {
  roomId: int64,
  id: int64,
})
