import type { OpenSocket } from '../socket.ts'
import { type NodeSocketOptions, openNodeSocket } from './node-socket.ts'

/** What opens sockets on Node: `ws`. */
export function runtimeSocket(options: NodeSocketOptions = {}): OpenSocket | undefined {
  return (request, handlers) => openNodeSocket(request, handlers, options)
}

/** Whether a handshake can carry headers. */
export const sendsHeaders: boolean = true
