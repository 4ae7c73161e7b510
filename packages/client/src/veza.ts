import { type Call, type CallOptions, createHttp, type Http, type RequestSpec, type Stats } from '@veza/http'
import { clientOptionsFrom } from './options/client-options-from.ts'
import type { VezaOptions } from './options/veza-options.ts'
import { Realtime } from './realtime/realtime.ts'
import { Analytics } from './resources/analytics.ts'
import { ApiKeys } from './resources/api-keys.ts'
import { Chat } from './resources/chat.ts'
import { Files } from './resources/files.ts'
import { Notifications } from './resources/notifications.ts'
import { Streams } from './resources/streams.ts'
import { Users } from './resources/users.ts'
import { Webhooks } from './resources/webhooks.ts'

/**
 * The Veza platform. Limits, retry budget and what is learnt of the server belong to the instance: make one and share
 * it.
 *
 * @example
 * ```ts
 * import { Veza } from '@veza/client'
 *
 * const veza = new Veza() // VEZA_API_KEY from the environment
 * for await (const user of veza.users.list({ limit: 50 })) console.log(user.username)
 * const message = await veza.chat.messages.send({ roomId: 1, content: 'Hello' })
 * console.log(message.id)
 * ```
 */
export class Veza {
  /** Users of the platform. */
  readonly users: Users
  /** Rooms and their messages. */
  readonly chat: Chat
  /** Live audio streams. */
  readonly streams: Streams
  /** The platform's figures. */
  readonly analytics: Analytics
  /** Notifications. */
  readonly notifications: Notifications
  /** Files that the platform keeps. */
  readonly files: Files
  /** API keys. */
  readonly apiKeys: ApiKeys
  /** Where the platform sends events. */
  readonly webhooks: Webhooks
  /** Live events of rooms. */
  readonly realtime: Realtime
  readonly #http: Http

  /**
   * @param options - see {@link VezaOptions}; without any, `VEZA_API_KEY` and `VEZA_BASE_URL` are read.
   * @throws {@link InvalidRequestError} `INVALID_OPTION`, with a sentence that says what to write instead.
   */
  constructor(options: VezaOptions = {}) {
    const { realtimeUrl, ...httpOptions } = clientOptionsFrom(options)
    this.#http = createHttp(httpOptions, 'new Veza()')
    this.users = new Users(this.#http)
    this.chat = new Chat(this.#http)
    this.streams = new Streams(this.#http, httpOptions)
    this.analytics = new Analytics(this.#http)
    this.notifications = new Notifications(this.#http)
    this.files = new Files(this.#http)
    this.apiKeys = new ApiKeys(this.#http)
    this.webhooks = new Webhooks(this.#http)
    this.realtime = new Realtime(this.#http, { ...httpOptions, realtimeUrl })
  }

  /**
   * Calls a route the SDK has no method for, with the same retries, limits and errors.
   *
   * @param spec - method, path below the base URL, query and body; wire names throughout.
   * @param options - see {@link CallOptions}.
   * @returns the answer's JSON as it is; `undefined` where there is none.
   * @example
   * ```ts
   * import { Veza } from '@veza/client'
   *
   * const veza = new Veza()
   * const body = await veza.request({ method: 'GET', path: '/users/{id}', params: { id: 1 } })
   * console.log(body)
   * ```
   */
  request(spec: RequestSpec, options?: CallOptions): Call<unknown> {
    return this.#http.json(spec, options)
  }

  /**
   * What this client has done since it was made: calls, retries, limits met, errors by code, how long calls took.
   *
   * @example
   * ```ts
   * import { Veza } from '@veza/client'
   *
   * const veza = new Veza()
   * await veza.users.get(1)
   * const { calls, retries, errors, latency } = veza.stats()
   * console.log(calls, retries, errors, latency.sumMs / latency.count)
   * ```
   */
  stats(): Stats {
    return this.#http.stats()
  }

  /**
   * Ends idle connections and lets running calls finish. A program ends without it too; a call made later opens new
   * connections. `await using veza = new Veza()` calls it at the end of its block.
   *
   * @example
   * ```ts
   * import { Veza } from '@veza/client'
   *
   * await using veza = new Veza()
   * console.log((await veza.analytics.metrics()).activeUsers)
   * ```
   */
  close(): Promise<void> {
    return this.#http.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
