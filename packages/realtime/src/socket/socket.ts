/** Where and how to connect. Holds the token: never printed. */
export interface SocketRequest {
  readonly url: string
  readonly protocols: readonly string[]
  /** For the handshake, where the runtime can set any. */
  readonly headers: Readonly<Record<string, string>>
  readonly maxFrameBytes: number
  readonly compression: boolean
}

/** How a socket ended, or why it never opened. */
export interface SocketEnd {
  /** The close code; 1006 where there was none (RFC 6455, section 7.1.5). */
  readonly code: number
  readonly reason: string
  /** The status with which the handshake was answered, where it was refused and the runtime tells. */
  readonly status?: number
  /** What the refusal asks to wait, as `Retry-After` has it. */
  readonly retryAfter?: string
  /** The server chose none of the offered subprotocols, where the runtime tells. */
  readonly noSubprotocol?: boolean
  /** A frame came that was larger than `maxFrameBytes`. */
  readonly frameTooLarge?: boolean
  readonly cause?: unknown
}

/** What happens on a socket. After `ended`, which comes once, nothing comes. */
export interface SocketHandlers {
  /** @param protocol - the subprotocol that the server chose; empty where it chose none. */
  opened(protocol: string): void
  text(text: string): void
  binary(): void
  /** @param data - what the ping had. */
  ponged(data: string): void
  ended(end: SocketEnd): void
}

/** One WebSocket, of whichever runtime. */
export interface Socket {
  /** Bytes that were sent and have not left. */
  readonly bufferedBytes: number
  /** @param left - called once the bytes have been handed to the system, where the runtime tells; at once elsewhere. */
  send(text: string, left?: () => void): void
  /** Closes with a handshake. */
  close(code: number, reason: string): void
  /** Breaks the connection and waits for nothing: `ended` comes at once. */
  terminate(): void
  /** Sends a ping of the protocol, where the runtime can. */
  ping?(data: string): void
  /** Stops reading, where the runtime can: the sender's own buffers fill. */
  pause?(): void
  resume?(): void
}

/** Opens a socket. Never throws: what fails, fails by `ended`, later. */
export interface OpenSocket {
  (request: SocketRequest, handlers: SocketHandlers): Socket
  /** Whether its handshakes carry `headers`. @defaultValue whether those of the runtime's own sockets do */
  readonly sendsHeaders?: boolean
}
