/** Whoever a request speaks for, and what they may do. */
export interface Principal {
  /** Tells callers apart, for rate limits and idempotency keys: an API key's number, or a text for tokens. */
  readonly id: number | string
  /** The user it speaks for. */
  readonly userId: number
  readonly permissions: readonly string[]
  /** When the credential ends, as a timestamp of the wire; `null`: never. */
  readonly expiresAt: string | null
}

/** Whoever asks without a credential, where none is needed. */
export const anyone: Principal = { id: 'anyone', userId: 0, permissions: [], expiresAt: null }
