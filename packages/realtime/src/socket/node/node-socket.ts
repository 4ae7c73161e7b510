import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import type { Socket, SocketEnd, SocketHandlers, SocketRequest } from '../socket.ts'

/** What a socket on Node can have besides. */
export interface NodeSocketOptions {
  /** Makes its connection: a proxy's, or one that shows a client certificate. */
  readonly agent?: Agent
}

/** How long a socket that was closed may wait for the answer, and keep its end of the connection. */
const closeTimeoutMs = 2000

/** Opens a socket by `ws`. */
export function openNodeSocket(
  request: SocketRequest,
  handlers: SocketHandlers,
  options: NodeSocketOptions,
): Socket {
  return new NodeSocket(request, handlers, options)
}

class NodeSocket implements Socket {
  readonly #handlers: SocketHandlers
  #socket: WebSocket | undefined
  #ended = false
  #end: SocketEnd | undefined

  constructor(request: SocketRequest, handlers: SocketHandlers, { agent }: NodeSocketOptions) {
    this.#handlers = handlers
    try {
      const options = {
        headers: request.headers,
        maxPayload: request.maxFrameBytes,
        perMessageDeflate: request.compression,
        followRedirects: false,
        closeTimeout: closeTimeoutMs,
        ...(agent !== undefined && { agent }),
      }
      const socket = new WebSocket(request.url, [...request.protocols], options)
      this.#socket = socket
      this.#listen(socket)
    } catch (cause) {
      queueMicrotask(() => this.#finish({ code: 1006, reason: '', cause }))
    }
  }

  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0
  }

  send(text: string, left?: () => void): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return
    this.#socket.send(text, (error) => {
      if (error == null) left?.()
    })
  }

  ping(data: string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.ping(data)
  }

  pause(): void {
    this.#socket?.pause()
  }

  resume(): void {
    this.#socket?.resume()
  }

  close(code: number, reason: string): void {
    this.#socket?.close(code, reason)
  }

  terminate(): void {
    const socket = this.#socket
    this.#finish({ code: 1006, reason: 'Terminated' })
    socket?.terminate()
  }

  #listen(socket: WebSocket): void {
    const handlers = this.#handlers
    socket.on('open', () => handlers.opened(socket.protocol))
    socket.on('message', (data, isBinary) => {
      if (this.#ended) return
      if (isBinary) handlers.binary()
      else handlers.text((data as Buffer).toString())
    })
    socket.on('pong', (data) => {
      if (!this.#ended) handlers.ponged(data.toString())
    })
    socket.on('unexpected-response', (request, response) => this.#refused(request, response))
    socket.on('error', (cause: Error) => {
      this.#end ??= { ...endOf(cause), reason: '', cause, noSubprotocol: isUnchosen(cause) }
    })
    socket.on('close', (code, reason) => {
      const said = { code, reason: reason.toString() }
      this.#finish(this.#end === undefined ? said : { ...said, ...this.#end })
    })
  }

  #refused(request: ClientRequest, response: IncomingMessage): void {
    const retryAfter = response.headers['retry-after']
    this.#end = {
      code: 1006,
      reason: '',
      ...(response.statusCode !== undefined && { status: response.statusCode }),
      ...(retryAfter !== undefined && { retryAfter }),
    }
    response.resume()
    request.destroy()
    this.#finish(this.#end)
  }

  #finish(end: SocketEnd): void {
    this.#socket = undefined
    if (this.#ended) return
    this.#ended = true
    // `ws` always tells: what it did not call so was something else.
    this.#handlers.ended({ noSubprotocol: false, ...end })
  }
}

/** The close code that an error of `ws` stands for. */
function endOf(error: Error): Pick<SocketEnd, 'code' | 'frameTooLarge'> {
  const isTooLarge = (error as { readonly code?: unknown }).code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
  return isTooLarge ? { code: 1009, frameTooLarge: true } : { code: 1006 }
}

/** RFC 6455, section 4.1: a client may go on then; `ws` does not, and tells only by this text. */
function isUnchosen({ message }: Error): boolean {
  return message === 'Server sent no subprotocol'
}
