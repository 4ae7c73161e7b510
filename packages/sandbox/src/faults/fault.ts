/** What can go wrong on demand. */
export type Fault =
  /** Waits before the request is handled, in milliseconds. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Answers with this status instead of handling the request. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: unknown
    }
  /** Resets the connection: before the request is handled, after it was, or in the middle of the answer's body. */
  | { readonly kind: 'reset'; readonly at: 'before' | 'after' | 'body' }
  /** Handles the request and goes silent: before the first byte of the answer, or in the middle of its body. */
  | { readonly kind: 'stall'; readonly at: 'headers' | 'body' }
  /** Cuts the JSON in half, in an answer that is whole as far as HTTP can tell. */
  | { readonly kind: 'truncate' }
  /** Gives the answer another content type. */
  | { readonly kind: 'content-type'; readonly value: string }
  /** Answers with a few bytes of gzip that unpack to this many. */
  | { readonly kind: 'gzip-bomb'; readonly bytes: number }
  /** Answers with a redirect. */
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }

/** Which requests a fault hits. */
export interface FaultRule {
  readonly fault: Fault
  /** @defaultValue every method */
  readonly method?: string
  /** A path below `/v1`; `{id}` and `*` stand for any one segment. @defaultValue every path */
  readonly path?: string
  /** How many requests to hit. @defaultValue all of them */
  readonly times?: number
  /** How likely each is hit, from 0 to 1, drawn from the sandbox's seed. @defaultValue 1 */
  readonly probability?: number
}
