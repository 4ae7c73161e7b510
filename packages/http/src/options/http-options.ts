import type { Clock, Logger, RetryPolicy, Tracer } from '@veza/resilience'
import type { RateLimitOptions } from '@veza/resilience/limits'
import type { Authenticator } from '../auth/authenticator.ts'
import type { CacheOptions } from '../cache/cache-store.ts'
import type { Middleware } from '../exchange/middleware.ts'
import type { PoolOptions } from '../transport/pool-options.ts'
import type { Transport } from '../transport/transport.ts'

/** What to do about an answer that differs from the platform's contract. */
export type Validation = 'off' | 'warn' | 'strict'

/** How a client retries. */
export interface HttpRetryOptions extends Partial<RetryPolicy> {
  /**
   * Tokens in the bucket that caps retries over all calls of the client; a retry takes 5; a success gives 1 back,
   * or 5 where it took a retry.
   *
   * @defaultValue 500
   */
  readonly bucketCapacity?: number
}

/** Options of {@link createHttp}, and of a `Veza` client. All durations are in milliseconds. */
export interface HttpOptions {
  /**
   * Where the API is, with its version: `https://…`, or `http://` to this machine.
   *
   * @defaultValue 'https://api.veza.app/v1'
   */
  readonly baseUrl?: string
  /** Allows `http://` to other machines. Credentials then travel in clear text. @defaultValue false */
  readonly allowInsecureHttp?: boolean
  /** Gives requests their credential. @defaultValue none */
  readonly authenticator?: Authenticator | undefined
  /** Headers of every request. @defaultValue none */
  readonly headers?: Readonly<Record<string, string>>
  /** How long one attempt may take: connection, headers and the whole body. @defaultValue 30000 */
  readonly timeoutMs?: number
  /** How long a call may take as a whole, with its retries, delays and waits. @defaultValue 60000 */
  readonly totalTimeoutMs?: number
  /** How to retry; `false` never does. @defaultValue 3 attempts, 1 s doubling up to 30 s, full jitter */
  readonly retry?: HttpRetryOptions | false
  /** Keeps the client under a limit of its own. @defaultValue none */
  readonly rateLimit?: RateLimitOptions
  /**
   * Whether the server honours idempotency keys, so that a POST can be repeated without harm. `'learn'` believes the
   * server's `Idempotency-Key-Support` header.
   *
   * @defaultValue 'learn'
   */
  readonly idempotencyKeys?: 'learn' | boolean
  /** The largest body to read, in decoded bytes. @defaultValue 16777216 (16 MiB) */
  readonly maxResponseBytes?: number
  /** What to do about an answer that differs from the contract. @defaultValue 'warn' */
  readonly validation?: Validation
  /**
   * Keeps answers to GETs for as long as the server allows, and asks whether they still hold after that (guide: "Bonnes
   * Pratiques", RFC 9111). Identical GETs at the same time share one request. A write forgets what is kept of its kind.
   *
   * @defaultValue false
   */
  readonly cache?: CacheOptions | boolean
  /** Told what happens; `console` will do. @defaultValue warnings and errors to the console */
  readonly logger?: Logger
  /** Told of each call as a span; OpenTelemetry's tracer will do. @defaultValue none */
  readonly tracer?: Tracer
  /** Functions around every attempt, the first outermost. @defaultValue none */
  readonly middleware?: readonly Middleware[]
  /** Connections of Node's own transport; refused where `fetch` or `transport` is given, and off Node. */
  readonly pool?: PoolOptions
  /** The `fetch` to use. @defaultValue on Node a transport on undici; elsewhere the runtime's own `fetch` */
  readonly fetch?: typeof fetch
  /** What sends requests, instead of all that. @defaultValue none */
  readonly transport?: Transport
  /** @defaultValue the machine's clock */
  readonly clock?: Clock
  /** A number from 0 up to 1, for jitter. @defaultValue Math.random */
  readonly random?: () => number
}

/** Options of one call; each outranks the client's own. */
export interface CallOptions {
  /** Stops the call. Its listener is gone when the call is over. */
  readonly signal?: AbortSignal
  /** How long one attempt may take, in milliseconds. @defaultValue the client's */
  readonly timeoutMs?: number
  /** How long the call may take as a whole, in milliseconds. @defaultValue the client's */
  readonly totalTimeoutMs?: number
  /** How to retry this call; `false`: not at all. @defaultValue the client's */
  readonly retry?: Partial<RetryPolicy> | false
  /** The key under which a POST or PATCH is done only once. @defaultValue a random one for each call */
  readonly idempotencyKey?: string
  /** Further headers. @defaultValue none */
  readonly headers?: Readonly<Record<string, string>>
  /** @defaultValue the client's */
  readonly validation?: Validation
  /**
   * Whether this GET goes through the cache; `'reload'` asks the server whatever is kept, and keeps what it says.
   *
   * @defaultValue the client's
   */
  readonly cache?: boolean | 'reload'
}
