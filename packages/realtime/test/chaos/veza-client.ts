import { connect, type RealtimeClient, type RealtimeOptions } from '../../src/index.ts'
import { impatient } from '../support/live-sandbox.ts'
import { Arrivals } from './arrivals.ts'
import type { ChaosClient, ChaosTarget } from './chaos-client.ts'

/** This package's client, quick to notice and to come back. */
export class VezaClient implements ChaosClient {
  readonly #live: RealtimeClient
  readonly #roomId: number
  readonly #arrivals = new Arrivals()
  readonly #gaps: string[] = []
  #errors = 0

  private constructor(live: RealtimeClient, roomId: number) {
    this.#live = live
    this.#roomId = roomId
    live.on('message', ({ message }) => this.#arrivals.add(message.content))
    live.on('gap', ({ reason }) => this.#gaps.push(reason))
    live.on('error', () => void this.#errors++)
  }

  static async connect(
    this: void,
    { url, token, roomId }: ChaosTarget,
    options: RealtimeOptions,
  ): Promise<VezaClient> {
    // A token that has expired can be used again: what is new about it does not matter here.
    const authenticator = {
      authenticate: () => ({ authorization: `Bearer ${token}` }),
      refresh: () => Promise.resolve(true),
    }
    const queue = { whenFull: 'wait' } as const
    const quick = { ...impatient, deadAfterMs: 400, connectTimeoutMs: 1000 }
    const live = await connect({ ...quick, authenticator, url, queue, ...options })
    const client = new VezaClient(live, roomId)
    await live.room(roomId).subscribe()
    return client
  }

  get came(): readonly string[] {
    return this.#arrivals.contents
  }

  async ready(): Promise<void> {
    if (this.#live.state === 'ready') return
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const listen = ({ state }: { readonly state: string }) => {
      if (state === 'ready') resolve()
    }
    this.#live.on('state', listen)
    void this.#live.closed.then(({ error }) => reject(error ?? new Error('closed')))
    await promise.finally(() => this.#live.off('state', listen))
  }

  send(content: string): Promise<unknown> {
    return this.#live.room(this.#roomId).send({ content })
  }

  received(count: number): Promise<void> {
    return this.#arrivals.reach(count)
  }

  details(): Readonly<Record<string, number>> {
    const { connections, duplicates, malformed } = this.#live.stats()
    return { connections, duplicates, malformed, gaps: this.#gaps.length, errors: this.#errors }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#live.close()
  }
}
