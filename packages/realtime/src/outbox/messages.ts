/** A message to send. */
export interface OutgoingMessage {
  readonly roomId: number
  readonly content: string
  readonly metadata?: Record<string, unknown>
  /** Under which the server stores it only once. */
  readonly clientId: string
}

/** What became of a message that was sent. */
export interface SentMessage {
  readonly roomId: number
  readonly clientId: string
  /** Whether the server says that it has stored it; the guide's protocol has no such answer. */
  readonly acknowledged: boolean
  /** The id it was stored under, where the server says so. */
  readonly id?: number
  readonly createdAt?: Date
}
