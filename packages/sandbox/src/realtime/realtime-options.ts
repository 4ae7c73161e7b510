import { exactProtocol, plainProtocol } from '@veza/protocol/realtime'

/** Options of the platform's WebSocket server. */
export interface RealtimeOptions {
  /**
   * The subprotocols to choose from; an empty list chooses none, as the guide's own server does.
   *
   * @defaultValue `['veza.v2', 'veza.v1']`
   */
  readonly protocols?: readonly ('veza.v1' | 'veza.v2')[]
  /** Connections of `veza.v2` that are silent for longer are closed, in milliseconds. @defaultValue 30,000 */
  readonly heartbeatMs?: number
  /** For how long a room's events can be replayed, in milliseconds. @defaultValue 120,000 */
  readonly resumeWindowMs?: number
  /** How many events of a room can be replayed. @defaultValue 10,000 */
  readonly replayEvents?: number
  /** The largest frame to take, in bytes. @defaultValue 1,048,576 (1 MiB) */
  readonly maxPayload?: number
  /** A connection that has more bytes waiting is closed as a slow consumer. @defaultValue 1,048,576 (1 MiB) */
  readonly maxBufferedBytes?: number
  /** How long a token is good for on a connection, in milliseconds. @defaultValue as long as in the REST API */
  readonly tokenLifetimeMs?: number
  /** How long before a token expires `token_expiring` is sent, in milliseconds. @defaultValue 30,000 */
  readonly expiryNoticeMs?: number
  /** How long a connection without a token may wait with its first frame, in milliseconds. @defaultValue 10,000 */
  readonly firstFrameMs?: number
}

/** The options with their defaults. */
export type RealtimeSettings = Required<RealtimeOptions>

const defaults: RealtimeSettings = {
  protocols: [exactProtocol, plainProtocol],
  heartbeatMs: 30_000,
  resumeWindowMs: 120_000,
  replayEvents: 10_000,
  maxPayload: 1024 * 1024,
  maxBufferedBytes: 1024 * 1024,
  tokenLifetimeMs: Number.POSITIVE_INFINITY,
  expiryNoticeMs: 30_000,
  firstFrameMs: 10_000,
}

export const realtimeOptionNames: string = Object.keys(defaults).join(', ')

export function realtimeSettings(options: RealtimeOptions): RealtimeSettings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return { ...defaults, ...Object.fromEntries(given) }
}

/** Whether a value is {@link RealtimeOptions}. */
export function isRealtimeOptions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(
    ([name, option]) => Object.hasOwn(defaults, name) && (option === undefined || isOption(name, option)),
  )
}

function isOption(name: string, value: unknown): boolean {
  if (name === 'protocols')
    return Array.isArray(value) && value.every((item) => item === exactProtocol || item === plainProtocol)
  if (typeof value !== 'number' || !(value >= (name === 'replayEvents' ? 0 : 1))) return false
  return name === 'tokenLifetimeMs' || Number.isFinite(value)
}
