import { type RunningSandbox, type ServeOptions, serveSandbox } from '@veza/sandbox/node'
import { connect, type History, type RealtimeClient, type RealtimeOptions } from '../../src/index.ts'
import { restHistory } from './rest-history.ts'

/** Quick to come back, and told of nothing. */
export const impatient = {
  reconnect: { firstDelayMs: 20, baseDelayMs: 10, maxDelayMs: 100 },
  logger: { debug() {}, info() {}, warn() {}, error() {} },
} satisfies RealtimeOptions

/** A sandbox, and conversations with it. */
export class LiveSandbox implements AsyncDisposable {
  readonly running: RunningSandbox
  readonly #live: RealtimeClient[] = []

  constructor(running: RunningSandbox) {
    this.running = running
  }

  static async serve(options: ServeOptions = {}): Promise<LiveSandbox> {
    return new LiveSandbox(await serveSandbox({ rateLimit: false, ...options }))
  }

  get port(): number {
    return Number(new URL(this.running.url).port)
  }

  get authenticator() {
    return { authenticate: () => ({ authorization: `Bearer ${this.running.apiKey}` }) }
  }

  /** The room's messages by the REST API. */
  get history(): History {
    return restHistory(this.running)
  }

  async connect(options: RealtimeOptions = {}): Promise<RealtimeClient> {
    const live = await connect({
      ...impatient,
      url: this.running.realtimeUrl,
      authenticator: this.authenticator,
      history: this.history,
      ...options,
    })
    this.#live.push(live)
    return live
  }

  /** Sends a message by the REST API. */
  async post(roomId: number, content: string): Promise<number> {
    const response = await fetch(`${this.running.baseUrl}/chat/messages`, {
      method: 'POST',
      headers: { ...this.authenticator.authenticate(), 'content-type': 'application/json' },
      body: JSON.stringify({ room_id: roomId, content }),
    })
    return ((await response.json()) as { id: number }).id
  }

  /** Sends a message without a socket: for many. */
  async say(roomId: number, content: string): Promise<void> {
    const { sandbox, baseUrl } = this.running
    const request = new Request(`${baseUrl}/chat/messages`, {
      method: 'POST',
      headers: { ...this.authenticator.authenticate(), 'content-type': 'application/json' },
      body: JSON.stringify({ room_id: roomId, content }),
    })
    const { ok, status } = await sandbox.fetch(request)
    if (!ok) throw new Error(`The sandbox answered ${status}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#live.map((live) => live.close()))
    await this.running.close()
  }
}
