declare module 'faye-websocket' {
  import type { IncomingMessage } from 'node:http'
  import type { Duplex } from 'node:stream'

  /** The part of faye-websocket that the tests use; it comes without types. */
  export default class FayeWebSocket {
    readonly protocol: string
    constructor(request: IncomingMessage, socket: Duplex, head: Buffer, protocols?: readonly string[])
    on(event: 'open', listen: () => void): void
    on(event: 'message', listen: (event: { readonly data: unknown }) => void): void
    on(event: 'close', listen: (event: { readonly code: number; readonly reason: string }) => void): void
    send(text: string): void
    ping(data: string, answered: () => void): void
    close(code?: number, reason?: string): void
  }
}
