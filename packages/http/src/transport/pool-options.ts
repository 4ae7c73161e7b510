/** The connections of Node's own transport. All durations are in milliseconds. */
export interface PoolOptions {
  /** How many connections to hold to the server at most; further requests wait. @defaultValue 128 */
  readonly connections?: number
  /** How long an idle connection is kept where the server does not say. @defaultValue 4000 */
  readonly keepAliveMs?: number
  /** How long a connection may take to stand, TLS included. @defaultValue 10000 */
  readonly connectTimeoutMs?: number
  /** Speaks HTTP/2 to servers that offer it. @defaultValue false */
  readonly http2?: boolean
}
