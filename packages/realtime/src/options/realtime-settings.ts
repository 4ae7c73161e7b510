import { exactProtocol, plainProtocol } from '@veza/protocol/realtime'
import { type Clock, type Logger, systemClock } from '@veza/resilience'
import {
  atLeast,
  type Checks,
  checkOptions,
  hasMethods,
  invalidOption,
  isA,
  isLoopback,
  oneOf,
} from '@veza/resilience/options'
import { runtimeSocket, sendsHeaders } from '#runtime-socket'
import type { TokenWay } from '../credential/token-way.ts'
import type { OpenSocket } from '../socket/socket.ts'
import type { QueueOptions, RealtimeOptions, ReconnectOptions } from './realtime-options.ts'

/** The options of a conversation, whole. */
export interface RealtimeSettings {
  readonly url: string
  readonly tokenIn: TokenWay
  readonly authenticator: RealtimeOptions['authenticator']
  readonly ticket: RealtimeOptions['ticket']
  readonly protocol: NonNullable<RealtimeOptions['protocol']>
  readonly history: RealtimeOptions['history']
  readonly maxBackfill: number
  readonly reconnect: Required<ReconnectOptions> | false
  readonly startTimeoutMs: number
  readonly connectTimeoutMs: number
  readonly deadAfterMs: number
  readonly sendTimeoutMs: number
  readonly queue: Required<QueueOptions>
  readonly maxFrameBytes: number
  readonly compression: boolean
  readonly openSocket: OpenSocket
  readonly logger: Logger
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal | undefined
}

const caller = 'connect()'
const productionUrl = 'wss://api.veza.app/ws'
const duration = atLeast(1, 'milliseconds')

const reconnectChecks: Checks<ReconnectOptions> = {
  firstDelayMs: atLeast(0, 'milliseconds'),
  baseDelayMs: atLeast(0, 'milliseconds'),
  maxDelayMs: atLeast(0, 'milliseconds'),
  maxAttempts: atLeast(1, 'attempts'),
  giveUpAfterMs: atLeast(0, 'milliseconds'),
}

const queueChecks: Checks<QueueOptions> = {
  maxMessages: atLeast(1, 'messages'),
  maxBytes: atLeast(1, 'bytes'),
  whenFull: oneOf('reject', 'drop-oldest', 'wait'),
}

const isObject = (value: unknown) => (typeof value === 'object' ? undefined : 'Pass an object.')

const checks: Checks<RealtimeOptions> = {
  url: isA('string'),
  allowInsecureWs: isA('boolean'),
  authenticator: hasMethods('authenticate'),
  tokenIn: oneOf('header', 'first-frame', 'subprotocol', 'ticket', 'query'),
  ticket: isA('function'),
  protocol: oneOf('auto', plainProtocol, exactProtocol, 'none'),
  history: isA('function'),
  maxBackfill: atLeast(1, 'messages'),
  reconnect: (value) => (value === false ? undefined : isObject(value)),
  startTimeoutMs: duration,
  connectTimeoutMs: duration,
  deadAfterMs: atLeast(100, 'milliseconds'),
  sendTimeoutMs: duration,
  queue: isObject,
  maxFrameBytes: atLeast(1024, 'bytes'),
  compression: isA('boolean'),
  agent: isA('object'),
  socket: isA('function'),
  logger: hasMethods('debug', 'info', 'warn', 'error'),
  clock: hasMethods('now', 'sleep'),
  random: isA('function'),
  signal: hasMethods('addEventListener', 'removeEventListener'),
}

const silent = () => {}

/** Warnings and errors to the console. */
const quietConsole: Logger = {
  debug: silent,
  info: silent,
  warn: (fields, message) => console.warn(message, fields),
  error: (fields, message) => console.error(message, fields),
}

/**
 * Checks options and fills in what was left out.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION`
 */
export function realtimeSettings(options: RealtimeOptions): RealtimeSettings {
  checkOptions(caller, options, checks)
  // By default values, not by spreading over them: an option that is `undefined` counts as left out.
  const {
    url = productionUrl,
    allowInsecureWs = false,
    protocol = 'auto',
    maxBackfill = 10_000,
    reconnect = {},
    startTimeoutMs = 30_000,
    connectTimeoutMs = 10_000,
    deadAfterMs = 10_000,
    sendTimeoutMs = 60_000,
    queue = {},
    maxFrameBytes = 1024 * 1024,
    compression = false,
    logger = quietConsole,
    clock = systemClock,
    random = Math.random,
  } = options
  const openSocket = checkedSocket(options)
  return {
    url: checkedUrl(url, allowInsecureWs),
    tokenIn: checkedWay(options, openSocket.sendsHeaders ?? sendsHeaders),
    authenticator: options.authenticator,
    ticket: options.ticket,
    protocol,
    history: options.history,
    maxBackfill,
    reconnect: reconnect !== false && reconnectSettings(reconnect),
    startTimeoutMs,
    connectTimeoutMs,
    deadAfterMs,
    sendTimeoutMs,
    queue: queueSettings(queue),
    maxFrameBytes,
    compression,
    openSocket,
    logger,
    clock,
    random,
    signal: options.signal,
  }
}

function reconnectSettings(options: ReconnectOptions): Required<ReconnectOptions> {
  checkOptions(`${caller}: option "reconnect"`, options, reconnectChecks)
  const {
    firstDelayMs = 5000,
    baseDelayMs = 1000,
    maxDelayMs = 30_000,
    maxAttempts = Number.POSITIVE_INFINITY,
    giveUpAfterMs = 86_400_000,
  } = options
  return { firstDelayMs, baseDelayMs, maxDelayMs, maxAttempts, giveUpAfterMs }
}

function queueSettings(options: QueueOptions): Required<QueueOptions> {
  checkOptions(`${caller}: option "queue"`, options, queueChecks)
  const { maxMessages = 1000, maxBytes = 1024 * 1024, whenFull = 'reject' } = options
  return { maxMessages, maxBytes, whenFull }
}

function checkedSocket({ agent, socket }: RealtimeOptions): OpenSocket {
  if (agent !== undefined && socket !== undefined)
    throw invalidOption(`${caller}: option "agent" is invalid`, 'Pass agent or socket, not both.')
  if (agent !== undefined && !sendsHeaders)
    throw invalidOption(`${caller}: option "agent" is invalid`, 'Leave it out: only Node has agents.')
  const open = socket ?? runtimeSocket(agent === undefined ? {} : { agent: agent as never })
  if (open !== undefined) return open
  throw invalidOption(`${caller}: this runtime has no WebSocket`, 'Pass what opens one as option "socket".')
}

function checkedWay({ tokenIn, ticket }: RealtimeOptions, headers: boolean): TokenWay {
  if (tokenIn === 'header' && !headers) {
    throw invalidOption(
      `${caller}: option "tokenIn" is invalid`,
      "Write 'first-frame', 'subprotocol' or 'ticket': a WebSocket here sends no headers of yours.",
    )
  }
  if (tokenIn === 'ticket' && ticket === undefined)
    throw invalidOption(`${caller}: option "ticket" is missing`, 'Pass a function that gets a ticket.')
  return tokenIn ?? (headers ? 'header' : 'first-frame')
}

function checkedUrl(url: string, allowInsecureWs: boolean): string {
  const refused = (remedy: string) => invalidOption(`${caller}: option "url" is invalid`, remedy)
  if (!URL.canParse(url)) throw refused(`Write an absolute URL, as "${productionUrl}".`)
  const { protocol, hostname, username, password, search, hash } = new URL(url)
  if (protocol !== 'wss:' && protocol !== 'ws:') throw refused('Write a wss:// URL.')
  if (username || password) throw refused('Leave user name and password out; pass an authenticator instead.')
  if (search || hash) throw refused('Leave the query and the fragment out.')
  if (protocol === 'ws:' && !allowInsecureWs && !isLoopback(hostname)) {
    throw refused('Write wss:// instead of ws://; for a test network without TLS add allowInsecureWs: true.')
  }
  return url
}
