import type { Http } from '@veza/http'
import type { RealtimeClient } from '@veza/realtime'
import type { ConnectionDefaults, ConnectOptions } from './connect-live.ts'

/**
 * Live events of rooms over a WebSocket (guide: "WebSocket").
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza()
 * await using live = await veza.realtime.connect()
 * const events = live.room(1).events()
 * await live.room(1).send({ content: 'Hello' })
 * for await (const event of events) {
 *   if (event.type !== 'message') continue
 *   console.log(event.message.content) // Hello
 *   break
 * }
 * ```
 */
export class Realtime {
  readonly #http: Http
  readonly #defaults: ConnectionDefaults

  constructor(http: Http, defaults: ConnectionDefaults) {
    this.#http = http
    this.#defaults = defaults
  }

  /**
   * Connects with the client's credential. The conversation lives until it is closed, however often its connection
   * breaks; what it missed meanwhile is read by the REST API.
   *
   * @param options - see {@link ConnectOptions}.
   * @throws {@link AuthenticationError} `WEBSOCKET_AUTH_FAILED`; {@link PermissionError}; {@link TimeoutError}
   */
  async connect(options?: ConnectOptions): Promise<RealtimeClient> {
    const { connectLive } = await import('./connect-live.ts')
    return connectLive(this.#http, this.#defaults, options)
  }
}
