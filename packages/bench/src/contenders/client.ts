/** A contender's client as its adapter in `peers/contenders` makes it. What its library cannot do is missing. */
export interface Client {
  /** Fetches one user: about 300 bytes. */
  readonly get?: (signal?: AbortSignal) => Promise<unknown>
  /** Fetches a list of 100 users: about 30 KB. */
  readonly list?: (signal?: AbortSignal) => Promise<unknown>
  /** Sends a message, and gets it back. */
  readonly post?: (signal?: AbortSignal) => Promise<unknown>
  /** Gives up what the client holds. */
  readonly close?: () => unknown
}

/** How to make a client. */
export interface ClientOptions {
  readonly baseUrl: string
  /** How long an attempt may take. @defaultValue the library's own */
  readonly timeoutMs?: number
}

/** What an adapter exports. */
export interface Adapter {
  readonly create: (options: ClientOptions) => Client
}

/** The calls that are measured. */
export type CallName = 'get' | 'list' | 'post'
