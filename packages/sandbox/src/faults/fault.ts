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
  /** Resets the connection: before the request is handled, or after it was. */
  | { readonly kind: 'reset'; readonly at: 'before' | 'after' }
  /** Resets the connection in the middle of the answer's body, or of the request's, which then is not handled. */
  | {
      readonly kind: 'reset'
      readonly at: 'body' | 'request'
      /** After so many bytes of the body. @defaultValue half of them */
      readonly afterBytes?: number
    }
  /** Handles the request and goes silent before the first byte of the answer. */
  | { readonly kind: 'stall'; readonly at: 'headers' }
  /** Handles the request and goes silent in the middle of the answer's body. */
  | {
      readonly kind: 'stall'
      readonly at: 'body'
      /** After so many bytes of the body. @defaultValue half of them */
      readonly afterBytes?: number
    }
  /** Cuts the body in half, in an answer that is whole as far as HTTP can tell. */
  | { readonly kind: 'truncate' }
  /** Gives the answer another content type. */
  | { readonly kind: 'content-type'; readonly value: string }
  /** Sets headers of the answer: `{ 'cache-control': 'private, max-age=60' }`. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
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
