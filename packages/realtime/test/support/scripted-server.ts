import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { connect, type RealtimeClient, type RealtimeOptions } from '../../src/index.ts'
import { impatient } from './live-sandbox.ts'

/** A frame of the client. */
export interface ClientFrame {
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** One client's connection, as the server has it. */
export class Peer {
  readonly socket: WebSocket
  readonly request: IncomingMessage
  readonly frames: ClientFrame[] = []

  constructor(socket: WebSocket, request: IncomingMessage) {
    this.socket = socket
    this.request = request
  }

  send(type: string, payload: object = {}, place: object = {}): void {
    this.socket.send(JSON.stringify({ type, payload, ...place }))
  }

  /** Sends whatever text. */
  raw(text: string): void {
    this.socket.send(text)
  }

  /** An event of room 1. */
  message(id: number, place: object = {}, more: object = {}): void {
    const timestamp = new Date(1_700_000_000_000 + id).toISOString()
    const payload = { id, room_id: 1, user_id: 7, username: 'ada', content: `message ${id}`, timestamp }
    this.send('message', { ...payload, ...more }, place)
  }

  hello(more: object = {}): void {
    const hello = { session: 's', heartbeat_ms: 30_000, resume_window_ms: 120_000, max_payload: 1_048_576 }
    this.send('hello', { ...hello, ...more })
  }

  subscribed(more: object = {}): void {
    this.send('subscribed', { room_id: 1, epoch: 'e', head: 0, replayed: 0, last_message_id: 0, ...more })
  }
}

/** What a server does. */
export interface Script {
  /** What it chooses; `'none'` chooses none. @defaultValue 'veza.v2' */
  readonly protocol?: 'veza.v1' | 'veza.v2' | 'none'
  /** A client has connected. @defaultValue says hello in `veza.v2` */
  welcome?(peer: Peer, number: number): void
  /** A frame came. @returns whether it was answered: {@link answerExactly} does not answer it too. */
  answer?(peer: Peer, frame: ClientFrame, number: number): boolean | undefined
  /** Refuses a handshake with this status and these headers. */
  refuse?(request: IncomingMessage, number: number): readonly [status: string, headers?: string] | undefined
  /** @defaultValue true */
  readonly autoPong?: boolean
}

/** A server of `ws` that does what a test wants, however wrong. */
export class ScriptedServer implements AsyncDisposable {
  readonly peers: Peer[] = []
  readonly handshakes: IncomingMessage[] = []
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #live: RealtimeClient[] = []
  readonly #woken = new Set<() => void>()

  private constructor(server: Server, script: Script) {
    this.#server = server
    const { protocol = 'veza.v2', autoPong = true } = script
    const handleProtocols = (offered: Set<string>) => protocol !== 'none' && offered.has(protocol) && protocol
    const webSockets = new WebSocketServer({ noServer: true, handleProtocols, autoPong })
    server.on('connection', (socket) => this.#sockets.add(socket))
    server.on('upgrade', (request, socket, head) => {
      const number = this.handshakes.push(request)
      const refused = script.refuse?.(request, number)
      this.#wake()
      if (refused !== undefined) {
        const [status, headers = ''] = refused
        socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n${headers}\r\n`)
        return
      }
      webSockets.handleUpgrade(request, socket, head, (ws) => this.#accept(new Peer(ws, request), script))
    })
  }

  static async listen(script: Script = {}): Promise<ScriptedServer> {
    const server = createServer()
    const scripted = new ScriptedServer(server, script)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return scripted
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ws`
  }

  get last(): Peer {
    const peer = this.peers.at(-1)
    if (peer === undefined) throw new Error('nobody has connected')
    return peer
  }

  async connect(options: RealtimeOptions = {}): Promise<RealtimeClient> {
    const live = await connect({ ...impatient, url: this.url, ...options })
    this.#live.push(live)
    return live
  }

  /** Waits until something is so; looked at whenever a handshake or a frame comes, or a connection ends. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.#woken.add(resolve)
      })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closing = this.#live.map((live) => live.close())
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all(closing)
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #accept(peer: Peer, script: Script): void {
    const number = this.peers.push(peer)
    peer.socket.on('error', () => {})
    peer.socket.on('close', () => this.#wake())
    peer.socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ClientFrame
      peer.frames.push(frame)
      if (script.answer?.(peer, frame, number) !== true) answerExactly(peer, frame)
      this.#wake()
    })
    if (script.welcome !== undefined) script.welcome(peer, number)
    else if (peer.socket.protocol === 'veza.v2') peer.hello()
    this.#wake()
  }

  #wake(): void {
    const woken = [...this.#woken]
    this.#woken.clear()
    for (const wake of woken) wake()
  }
}

/** What a good server of `veza.v2` says, in a room in which nothing has happened. */
function answerExactly(peer: Peer, { type, payload }: ClientFrame): void {
  if (peer.socket.protocol !== 'veza.v2') return
  if (type === 'subscribe') peer.subscribed({ room_id: payload['room_id'] })
  if (type === 'ping') peer.send('pong', payload)
  if (type === 'message')
    peer.send('ack', { client_id: payload['client_id'], id: 1, room_id: payload['room_id'] })
}
