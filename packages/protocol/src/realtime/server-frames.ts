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

/** `hello` on the wire and here. */
export const helloModel: Model<Hello> = model<Hello>('hello', {
  session: text,
  heartbeatMs: number,
  resumeWindowMs: number,
  maxPayload: number,
  userId: optional(int64),
})

/** `subscribed` on the wire and here. */
export const subscribedModel: Model<Subscribed> = model<Subscribed>('subscribed', {
  roomId: int64,
  epoch: nonEmptyText,
  head: number,
  replayed: optional(number),
})

/** `ack` on the wire and here. */
export const ackModel: Model<Ack> = model<Ack>('ack', {
  clientId: nonEmptyText,
  id: int64,
  roomId: int64,
  timestamp: optional(time),
})

/** `error` on the wire and here. */
export const refusalModel: Model<Refusal> = model<Refusal>('error', {
  code: nonEmptyText,
  message: text,
  clientId: optional(text),
  roomId: optional(int64),
  retryAfterMs: optional(number),
})

/** `goaway` on the wire and here. */
export const goAwayModel: Model<GoAway> = model<GoAway>('goaway', { retryAfterMs: number, windowMs: number })

/** `token_expiring` on the wire and here. */
export const tokenExpiringModel: Model<TokenExpiring> = model<TokenExpiring>('token_expiring', {
  expiresInMs: number,
})

/** `message_deleted` on the wire and here. */
export const messageDeletionModel: Model<MessageDeletion> = model<MessageDeletion>('message_deleted', {
  roomId: int64,
  id: int64,
})
