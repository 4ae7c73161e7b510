import type { RoomMessage } from '@veza/protocol/realtime'
import type { Clock, Logger } from '@veza/resilience'
import type { RealtimeAuthenticator } from '../credential/authenticator.ts'
import type { TokenWay } from '../credential/token-way.ts'
import type { OpenSocket } from '../socket/socket.ts'

/** A page of a room's messages, the newest first. */
export interface HistoryPage {
  readonly messages: readonly RoomMessage[]
  /** Whether there are older ones. */
  readonly hasMore: boolean
}

/**
 * Reads a room's past messages, the newest first (guide: `GET /chat/messages?room_id&before_id`).
 *
 * @param roomId - the room.
 * @param beforeId - only messages older than this one; `undefined`: from the newest.
 * @param signal - aborted when nobody waits for it any more.
 */
export type History = (
  roomId: number,
  beforeId: number | undefined,
  signal: AbortSignal,
) => Promise<HistoryPage>

/** How to connect anew. All durations are in milliseconds. */
export interface ReconnectOptions {
  /** The first delay is drawn from 0 up to this. @defaultValue 5000 */
  readonly firstDelayMs?: number
  /** Doubles from delay to delay: the ceiling of what is drawn. @defaultValue 1000 */
  readonly baseDelayMs?: number
  /** Ceiling of every delay but what the server asks. @defaultValue 30000 */
  readonly maxDelayMs?: number
  /** How many attempts follow each other without success. @defaultValue Infinity */
  readonly maxAttempts?: number
  /** How long it is tried without success. @defaultValue 86400000 (a day) */
  readonly giveUpAfterMs?: number
}

/** What waits to be sent, or to be acknowledged. */
export interface QueueOptions {
  /** @defaultValue 1000 */
  readonly maxMessages?: number
  /** @defaultValue 1048576 (1 MiB) */
  readonly maxBytes?: number
  /**
   * What `send()` does when the queue is full: fails, makes room by dropping the oldest that was never sent, or waits
   * for its turn. `sendTimeoutMs` begins when the message has a place in the queue.
   *
   * @defaultValue 'reject'
   */
  readonly whenFull?: 'reject' | 'drop-oldest' | 'wait'
}

/** Options of {@link connect}. All durations are in milliseconds. */
export interface RealtimeOptions {
  /** Where the WebSocket is: `wss://…`, or `ws://` to this machine. @defaultValue 'wss://api.veza.app/ws' */
  readonly url?: string
  /** Allows `ws://` to other machines. Credentials then travel in clear text. @defaultValue false */
  readonly allowInsecureWs?: boolean
  /** Gives the handshake its credential. @defaultValue none */
  readonly authenticator?: RealtimeAuthenticator | undefined
  /** @defaultValue 'header' on Node, 'first-frame' elsewhere */
  readonly tokenIn?: TokenWay
  /** Gets the ticket, where `tokenIn` is `'ticket'`: good for one connection. */
  readonly ticket?: (signal: AbortSignal) => Promise<string>
  /**
   * `'auto'` offers `veza.v2` and falls back to the guide's protocol; `'veza.v1'` and `'veza.v2'` insist on one;
   * `'none'` offers none, as the guide's own client does.
   *
   * @defaultValue 'auto'
   */
  readonly protocol?: 'auto' | 'veza.v1' | 'veza.v2' | 'none'
  /** Fills gaps where the server cannot replay. @defaultValue none: gaps are told by `gap` events */
  readonly history?: History
  /** How many messages are read from history at most to fill one gap. @defaultValue 10000 */
  readonly maxBackfill?: number
  /** `false`: the conversation ends with its first connection. */
  readonly reconnect?: ReconnectOptions | false
  /** How long `connect()` may take, with all its attempts. @defaultValue 30000 */
  readonly startTimeoutMs?: number
  /** How long one attempt to connect may take, until the server has accepted it. @defaultValue 10000 */
  readonly connectTimeoutMs?: number
  /** How long a peer may be silent before its connection is given up. @defaultValue 10000 */
  readonly deadAfterMs?: number
  /** How long a message may wait for its acknowledgement, over all connections. @defaultValue 60000 */
  readonly sendTimeoutMs?: number
  /** What waits to be sent, or to be acknowledged. */
  readonly queue?: QueueOptions
  /** The largest frame to read, and to send, in bytes. @defaultValue 1048576 (1 MiB) */
  readonly maxFrameBytes?: number
  /** Whether to offer permessage-deflate (RFC 7692), on Node. Costs memory for each connection. @defaultValue false */
  readonly compression?: boolean
  /** On Node: makes the connection, as a proxy's agent or that of a client certificate does (`node:https`). */
  readonly agent?: object
  /** What opens sockets, instead of the runtime's. */
  readonly socket?: OpenSocket
  /** Told what happens; `console` will do. @defaultValue warnings and errors to the console */
  readonly logger?: Logger
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
  /** A number from 0 up to 1, for delays. @defaultValue Math.random */
  readonly random?: () => number
  /** Stops the conversation, whatever its state. */
  readonly signal?: AbortSignal
}
