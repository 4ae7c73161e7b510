import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

const hello = { session: 's', heartbeat_ms: 3_600_000, resume_window_ms: 1000, max_payload: 1_048_576 }

/** A server that lets everybody in, and reads nothing they send. */
export class DeafServer implements AsyncDisposable {
  readonly #server: WebSocketServer

  private constructor(server: WebSocketServer) {
    this.#server = server
    server.on('connection', (socket) => {
      socket.send(JSON.stringify({ type: 'hello', payload: hello }))
      socket.pause()
    })
  }

  static async listen(): Promise<DeafServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    return new DeafServer(server)
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ws`
  }

  /** Ends every connection. */
  cut(): void {
    for (const client of this.#server.clients) client.terminate()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut()
    const closed = once(this.#server, 'close')
    this.#server.close()
    await closed
  }
}
