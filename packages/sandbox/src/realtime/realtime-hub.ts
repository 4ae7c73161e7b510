import { exactProtocol } from '@veza/protocol/realtime'
import { randomLetters } from '../data/random-letters.ts'
import type { Platform } from '../routes/route.ts'
import { AcceptLog } from './accept-log.ts'
import { Attendance } from './attendance.ts'
import { checkedRealtimeFault } from './checked-realtime-fault.ts'
import { Doorkeeper } from './doorkeeper.ts'
import { handleFrame, leaveRoom } from './handle-frame.ts'
import { inflict } from './inflict.ts'
import { RealtimeConnection } from './realtime-connection.ts'
import type { RealtimeContext } from './realtime-context.ts'
import type { RealtimeFault, RealtimeTarget } from './realtime-fault.ts'
import type { RealtimeSettings } from './realtime-options.ts'
import type { RealtimeHandshake, RealtimeReceiver, RealtimeSocket } from './realtime-socket.ts'
import type { Rooms } from './rooms.ts'
import type { RealtimeStats, SandboxRealtime } from './sandbox-realtime.ts'
import { SentMessages } from './sent-messages.ts'
import { tokenOf } from './token-of.ts'

/** How often it is looked which connections have to end, in milliseconds. */
const sweepMs = 50

/** Everybody who is connected. */
export class RealtimeHub {
  readonly #platform: Platform
  readonly #rooms: Rooms
  readonly #random: () => number
  readonly #context: RealtimeContext
  readonly #connections = new Set<RealtimeConnection>()
  readonly #accepts = new AcceptLog()
  #sweeping: ReturnType<typeof setInterval> | undefined

  constructor(platform: Platform, rooms: Rooms, settings: RealtimeSettings, random: () => number) {
    this.#platform = platform
    this.#rooms = rooms
    this.#random = random
    this.#context = {
      settings,
      rooms,
      now: platform.now,
      validator: platform.validator,
      chat: platform.chat,
      attendance: new Attendance(),
      sent: new SentMessages(),
      doorkeeper: new Doorkeeper(platform, settings.tokenLifetimeMs),
      counts: { framesIn: 0, framesOut: 0, ignored: 0, slowConsumers: 0 },
    }
  }

  chooseProtocol(offered: Iterable<string>): string | undefined {
    const { protocols } = this.#context.settings
    for (const protocol of offered) if (protocols.some((known) => known === protocol)) return protocol
    return undefined
  }

  accept(socket: RealtimeSocket, handshake: RealtimeHandshake): RealtimeReceiver {
    const now = this.#platform.now()
    const token = tokenOf(handshake, this.#platform.tickets, now)
    this.#accepts.add(now)
    const connection = new RealtimeConnection(
      `ses_${randomLetters(this.#random, 16)}`,
      handshake.protocol === exactProtocol,
      socket,
      this.#context,
      { frame: handleFrame, gone: (gone) => this.#forget(gone) },
    )
    this.#connections.add(connection)
    this.#sweeping ??= setInterval(() => this.#sweep(), sweepMs)
    // Who has not agreed on a protocol speaks the guide's, where the token comes with the handshake.
    connection.open(handshake.protocol === undefined ? (token ?? '') : token, handshake.certificate)
    return connection
  }

  fault(value: RealtimeFault): number {
    const fault = checkedRealtimeFault(value)
    const hit = [...this.#connections].filter((connection) => isHit(connection, fault))
    if (fault.kind === 'restart') this.#restart()
    for (const connection of hit) inflict(fault, connection)
    return hit.length
  }

  stats(): RealtimeStats {
    let bufferedBytes = 0
    for (const { outbox } of this.#connections) bufferedBytes += outbox.bufferedBytes
    const [connections, accepted] = [this.#connections.size, this.#accepts.total]
    return { connections, accepted, bufferedBytes, ...this.#context.counts }
  }

  /** What the sandbox shows of all this. */
  control(): SandboxRealtime {
    return {
      cut: (options) => this.fault({ ...options, kind: 'cut' }),
      close: (options) => this.fault({ ...options, kind: 'close' }),
      halfOpen: (options) => this.fault({ ...options, kind: 'half-open' }),
      duplicate: (options) => this.fault({ ...options, kind: 'duplicate' }),
      reorder: (options) => this.fault({ ...options, kind: 'reorder' }),
      delay: (options) => this.fault({ ...options, kind: 'delay' }),
      expireToken: (options) => this.fault({ ...options, kind: 'expire-token' }),
      goaway: (options) => this.fault({ ...options, kind: 'goaway' }),
      restart: (options) => this.fault({ ...options, kind: 'restart' }),
      clear: (options) => this.fault({ ...options, kind: 'clear' }),
      fault: (fault) => this.fault(fault),
      stats: () => this.stats(),
      accepted: () => this.#accepts.last(),
      maxPayload: this.#context.settings.maxPayload,
      chooseProtocol: (offered) => this.chooseProtocol(offered),
      accept: (socket, handshake) => this.accept(socket, handshake),
    }
  }

  /** A server that has crashed tells nobody that somebody has left. */
  #restart(): void {
    for (const connection of this.#connections) connection.roomIds.clear()
    this.#context.attendance.clear()
    this.#rooms.clear()
  }

  #forget(connection: RealtimeConnection): void {
    this.#connections.delete(connection)
    for (const roomId of [...connection.roomIds])
      leaveRoom(connection, roomId, connection.access?.key.userId ?? 0)
    if (this.#connections.size > 0) return
    clearInterval(this.#sweeping)
    this.#sweeping = undefined
  }

  #sweep(): void {
    for (const connection of this.#connections) connection.sweep()
  }
}

function isHit(connection: RealtimeConnection, fault: RealtimeFault): boolean {
  const { room, session } = fault as RealtimeTarget
  return (
    (room === undefined || connection.roomIds.has(room)) &&
    (session === undefined || connection.session === session)
  )
}
