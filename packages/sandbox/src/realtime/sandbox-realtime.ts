import type { RealtimeFault, RealtimeFaultOptions } from './realtime-fault.ts'
import type { RealtimeHandshake, RealtimeReceiver, RealtimeSocket } from './realtime-socket.ts'

/** How much went over WebSockets. */
export interface RealtimeStats {
  /** Connections that are open now. */
  readonly connections: number
  /** Connections that were accepted in all. */
  readonly accepted: number
  /** Bytes that wait for open connections to take them. */
  readonly bufferedBytes: number
  /** Frames that clients sent. */
  readonly framesIn: number
  /** Frames that were sent to clients. */
  readonly framesOut: number
  /** Frames of clients that were no frames, or of no known type. */
  readonly ignored: number
  /** Connections that were closed because they did not read. */
  readonly slowConsumers: number
}

/**
 * The platform's WebSockets: faults on demand, and what came of them. Each fault gives the number of connections hit, and
 * throws a TypeError where its options are wrong.
 *
 * @example
 * ```ts
 * import { serveSandbox } from '@veza/sandbox/node'
 *
 * await using running = await serveSandbox()
 * const socket = new WebSocket(`${running.realtimeUrl}?token=${running.apiKey}`)
 * await new Promise((resolve) => socket.addEventListener('open', resolve))
 * const closed = new Promise<CloseEvent>((resolve) => socket.addEventListener('close', resolve))
 * console.log(running.realtime.restart()) // 1
 * console.log((await closed).code) // 1012
 * ```
 */
export interface SandboxRealtime {
  /** Resets connections. */
  cut(options?: RealtimeFaultOptions<'cut'>): number
  /** Closes connections: with a code, or without a close frame. */
  close(options?: RealtimeFaultOptions<'close'>): number
  /** Keeps connections, swallows what comes over them and sends nothing. */
  halfOpen(options?: RealtimeFaultOptions<'half-open'>): number
  /** Sends the next events of rooms twice. */
  duplicate(options?: RealtimeFaultOptions<'duplicate'>): number
  /** Swaps the next two events of rooms. */
  reorder(options?: RealtimeFaultOptions<'reorder'>): number
  /** Sends everything later from now on. */
  delay(options: RealtimeFaultOptions<'delay'>): number
  /** Lets tokens expire on their connections. */
  expireToken(options?: RealtimeFaultOptions<'expire-token'>): number
  /** Asks clients to leave and come back. */
  goaway(options?: RealtimeFaultOptions<'goaway'>): number
  /** Ends all connections, and forgets all sequences of events. */
  restart(options?: RealtimeFaultOptions<'restart'>): number
  /** Ends `duplicate`, `reorder` and `delay`. */
  clear(options?: RealtimeFaultOptions<'clear'>): number
  /** Any of these. @throws TypeError when it is none. */
  fault(fault: RealtimeFault): number
  /** Counts. */
  stats(): RealtimeStats
  /** When the last 100,000 connections were accepted, in milliseconds since the Unix epoch, oldest first. */
  accepted(): readonly number[]

  /** The largest frame to take, in bytes: for a binding to a runtime's sockets. */
  readonly maxPayload: number
  /** The subprotocol to choose, if any: for a binding to a runtime's sockets. */
  chooseProtocol(offered: Iterable<string>): string | undefined
  /** Takes a WebSocket: for a binding to a runtime's sockets. `serveSandbox` is one. */
  accept(socket: RealtimeSocket, handshake: RealtimeHandshake): RealtimeReceiver
}
