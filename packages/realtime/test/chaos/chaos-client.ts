/** Whoever is put through the chaos. */
export interface ChaosClient extends AsyncDisposable {
  /** The contents of the messages that came, in the order they came. */
  readonly came: readonly string[]
  /** Settles once it is connected, and all is as it should be. Rejects where it has given up. */
  ready(): Promise<void>
  /** Sends a message. */
  send(content: string): Promise<unknown>
  /** Resolves once so many messages have come, in all. */
  received(count: number): Promise<void>
  /** More that it can tell. */
  details(): Readonly<Record<string, number>>
}

/** Where a client connects to. */
export interface ChaosTarget {
  readonly url: string
  readonly token: string
  readonly roomId: number
}
