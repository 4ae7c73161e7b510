/**
 * What the platform needs of a WebSocket that it has accepted: the binding to a runtime's sockets provides it. None of
 * these calls back before it returns.
 */
export interface RealtimeSocket {
  /** Bytes that were sent and that the connection has not yet taken. */
  readonly bufferedBytes: number
  /** Sends one text frame. @param text - in UTF-8; it is shared, and must not be changed. */
  send(text: Uint8Array): void
  /** Answers a ping of the WebSocket itself (RFC 6455, section 5.5.3). */
  pong(data: Uint8Array): void
  /** Hands over at once what it has gathered to hand over together, if it does that. */
  flush(): void
  /** Begins the closing handshake. @param code - without one, the connection ends without a close frame. */
  close(code?: number, reason?: string): void
  /** Resets the connection. @param midFrame - after the first half of a frame. */
  cut(midFrame: boolean): void
  /** From now on swallows what comes and sends nothing, and keeps the connection. */
  silence(): void
}

/** What a runtime's socket tells the platform. */
export interface RealtimeReceiver {
  /** A frame came. @param data - a text, or the bytes of a binary frame. */
  receive(data: string | Uint8Array): void
  /** A ping of the WebSocket itself came; it is answered in its turn, not by the runtime. */
  ping(data: Uint8Array): void
  /** A pong of the WebSocket itself came. */
  heard(): void
  /** What was sent has been taken by the connection. */
  drained(): void
  /** The connection is gone. */
  gone(): void
}

/** How a client came in. */
export interface RealtimeHandshake {
  /** The request's URL, or its path and query. */
  readonly url: string
  /** The request's `Authorization` header. */
  readonly authorization?: string | undefined
  /** Thumbprint of the client certificate that it showed: SHA-256, base64url. */
  readonly certificate?: string | undefined
  /** The subprotocols that the client offered. */
  readonly offered?: readonly string[]
  /** The subprotocol that was chosen, as {@link SandboxRealtime.chooseProtocol} has it. */
  readonly protocol?: string | undefined
}
