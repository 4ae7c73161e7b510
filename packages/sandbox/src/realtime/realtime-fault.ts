/** Which connections a fault hits: all, unless it says otherwise. */
export interface RealtimeTarget {
  /** Those in this room. */
  readonly room?: number
  /** The one with this session, as its `hello` has it. */
  readonly session?: string
}

/** What can go wrong with connections on demand. */
export type RealtimeFault =
  | (RealtimeTarget &
      (
        | {
            /** Resets the connection. */
            readonly kind: 'cut'
            /** After the first half of a frame. @defaultValue false */
            readonly midFrame?: boolean
          }
        | {
            /** Closes the connection. */
            readonly kind: 'close'
            /** @defaultValue none: the connection ends without a close frame */
            readonly code?: number
            readonly reason?: string
          }
        /** Keeps the connection, swallows what comes and sends nothing. */
        | { readonly kind: 'half-open' }
        | {
            /** Sends events of rooms twice. */
            readonly kind: 'duplicate'
            /** How many. @defaultValue 1 */
            readonly events?: number
          }
        | {
            /** Swaps an event of a room with the one after it. */
            readonly kind: 'reorder'
            /** How often. @defaultValue 1 */
            readonly pairs?: number
          }
        | {
            /** Sends everything later, until another delay or `clear`. */
            readonly kind: 'delay'
            /** By how many milliseconds. */
            readonly ms: number
          }
        | {
            /** Lets tokens expire: connections are closed with 1008. They can be used again. */
            readonly kind: 'expire-token'
            /** In how many milliseconds. @defaultValue 0 */
            readonly inMs?: number
          }
        | {
            /** Asks to leave and come back, and closes after `retryAfterMs` and `windowMs` those that are still there. */
            readonly kind: 'goaway'
            /** In milliseconds. @defaultValue 1,000 */
            readonly retryAfterMs?: number
            /** In milliseconds. @defaultValue 5,000 */
            readonly windowMs?: number
          }
        /** Ends `duplicate`, `reorder` and `delay`; what was held back is sent. */
        | { readonly kind: 'clear' }
      ))
  | {
      /**
       * As if the server were started anew: all connections end, every room begins another epoch, and nothing can be
       * replayed. Messages stay, and so do the ids under which they were sent.
       */
      readonly kind: 'restart'
      /** `false` resets connections; `true` closes them with 1012. @defaultValue true */
      readonly graceful?: boolean
    }

/** The names of faults. */
export type RealtimeFaultKind = RealtimeFault['kind']

/** The options of a fault. */
export type RealtimeFaultOptions<K extends RealtimeFaultKind> = Omit<
  Extract<RealtimeFault, { readonly kind: K }>,
  'kind'
>
