/** What a fault can do to the connection a request came over. */
export interface Connection {
  /** Resets it, so that the client sees no further byte. */
  reset(): void
  /** Aborted when the client has left or the server closes. */
  readonly closed: AbortSignal
}

/** The connection of a request that came over none: a reset shows as the failure that `fetch` gives. */
export function noConnection(): Connection {
  return {
    reset() {
      throw new TypeError('fetch failed')
    },
    closed: new AbortController().signal,
  }
}
