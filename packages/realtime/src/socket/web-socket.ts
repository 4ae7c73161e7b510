import type { OpenSocket, Socket, SocketEnd, SocketHandlers, SocketRequest } from './socket.ts'

/** The part of the standard `WebSocket` that is used here. */
export type WebSocketConstructor = new (
  url: string,
  protocols?: string | string[],
) => Pick<
  WebSocket,
  | 'binaryType'
  | 'bufferedAmount'
  | 'close'
  | 'onclose'
  | 'onerror'
  | 'onmessage'
  | 'onopen'
  | 'protocol'
  | 'readyState'
  | 'send'
> & { terminate?(): void }

/** Opens the `WebSocket` that browsers, Deno, Bun and workers have (WHATWG WebSockets). */
export function webSocket(WebSocket: WebSocketConstructor): OpenSocket {
  const open = (request: SocketRequest, handlers: SocketHandlers) =>
    new StandardSocket(WebSocket, request, handlers)
  return Object.assign(open, { sendsHeaders: false })
}

/** `WebSocket.OPEN`. */
const openState = 1

class StandardSocket implements Socket {
  readonly #handlers: SocketHandlers
  #socket: InstanceType<WebSocketConstructor> | undefined
  #ended = false

  constructor(WebSocket: WebSocketConstructor, request: SocketRequest, handlers: SocketHandlers) {
    this.#handlers = handlers
    try {
      this.#socket = new WebSocket(request.url, [...request.protocols])
      this.#listen(this.#socket, request.maxFrameBytes)
    } catch (cause) {
      queueMicrotask(() => this.#end({ code: 1006, reason: '', cause }))
    }
  }

  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0
  }

  send(text: string, left?: () => void): void {
    // One that is closing would take the text, and drop it.
    if (this.#socket?.readyState !== openState) return
    try {
      this.#socket.send(text)
      left?.()
    } catch (cause) {
      this.#end({ code: 1006, reason: '', cause })
    }
  }

  close(code: number, reason: string): void {
    try {
      this.#socket?.close(code, reason)
    } catch (cause) {
      this.#end({ code: 1006, reason: '', cause })
    }
  }

  terminate(): void {
    const socket = this.#socket
    this.#end({ code: 1006, reason: 'Terminated' })
    try {
      // Bun can; elsewhere a peer that does not answer is left to the runtime.
      if (socket?.terminate !== undefined) socket.terminate()
      else socket?.close()
    } catch {
      // Whatever is left of it is the runtime's.
    }
  }

  #listen(socket: InstanceType<WebSocketConstructor>, maxFrameBytes: number): void {
    socket.binaryType = 'arraybuffer'
    let cause: unknown
    socket.onopen = () => this.#handlers.opened(socket.protocol)
    socket.onmessage = ({ data }: { readonly data: unknown }) => {
      if (typeof data !== 'string') return this.#handlers.binary()
      if (isLonger(data, maxFrameBytes)) return this.#tooLarge()
      this.#handlers.text(data)
    }
    socket.onerror = (event: object) => {
      cause = 'error' in event ? event.error : undefined
    }
    socket.onclose = ({ code, reason }: { readonly code: number; readonly reason: string }) =>
      this.#end({ code, reason, ...(cause !== undefined && { cause }) })
  }

  #tooLarge(): void {
    const socket = this.#socket
    this.#end({ code: 1009, reason: 'Frame too large', frameTooLarge: true })
    socket?.close(4009, 'Frame too large')
  }

  #end(end: SocketEnd): void {
    const socket = this.#socket
    this.#socket = undefined
    if (socket !== undefined) {
      socket.onopen = null
      socket.onmessage = null
      socket.onclose = null
      // Without a listener, some runtimes print the error.
      socket.onerror = () => {}
    }
    if (this.#ended) return
    this.#ended = true
    this.#handlers.ended(end)
  }
}

/** Whether a text has more bytes: it has as many as UTF-16 units at least, and three times as many at most. */
function isLonger(text: string, bytes: number): boolean {
  if (text.length > bytes) return true
  return text.length * 3 > bytes && new TextEncoder().encode(text).byteLength > bytes
}
