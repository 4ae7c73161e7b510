import type { Adapter, AdapterPayload } from 'oidc-provider'

interface Item {
  readonly payload: AdapterPayload
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number
  usedAt?: number
}

/** Where an authorization server keeps what it issued, by kind and id. */
type Items = Map<string, Item>

/** What the adapters of one server share. */
export interface AdapterContext {
  readonly items: Items
  readonly now: () => number
  /** How long a refresh token may be used again after it was rotated away, in milliseconds. */
  readonly graceMs: number
}

const mostItems = 100_000

/** One kind of what an authorization server issues, in memory. */
export class MemoryAdapter implements Adapter {
  readonly #kind: string
  readonly #context: AdapterContext

  constructor(kind: string, context: AdapterContext) {
    this.#kind = kind
    this.#context = context
  }

  async upsert(id: string, payload: AdapterPayload, expiresInS?: number): Promise<undefined> {
    const { items, now } = this.#context
    const expiresAt = expiresInS === undefined ? Number.POSITIVE_INFINITY : now() + expiresInS * 1000
    if (items.size >= mostItems) this.#forgetOld()
    items.set(this.#key(id), { payload: { ...payload }, expiresAt })
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const { items, now, graceMs } = this.#context
    const item = items.get(this.#key(id))
    if (item === undefined || item.expiresAt <= now()) return undefined
    const { payload, usedAt } = item
    const isForgiven = this.#kind === 'RefreshToken' && usedAt !== undefined && now() - usedAt < graceMs
    return usedAt === undefined || isForgiven ? payload : { ...payload, consumed: Math.floor(usedAt / 1000) }
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findBy('userCode', userCode)
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findBy('uid', uid)
  }

  async consume(id: string): Promise<undefined> {
    const item = this.#context.items.get(this.#key(id))
    if (item !== undefined) item.usedAt ??= this.#context.now()
  }

  async destroy(id: string): Promise<undefined> {
    this.#context.items.delete(this.#key(id))
  }

  async revokeByGrantId(grantId: string): Promise<undefined> {
    for (const [key, { payload }] of this.#own())
      if (payload.grantId === grantId) this.#context.items.delete(key)
  }

  async #findBy(field: 'userCode' | 'uid', value: string): Promise<AdapterPayload | undefined> {
    for (const [key, { payload }] of this.#own())
      if (payload[field] === value) return this.find(key.slice(this.#kind.length + 1))
    return undefined
  }

  *#own(): Iterable<[string, Item]> {
    for (const entry of this.#context.items) if (entry[0].startsWith(`${this.#kind}:`)) yield entry
  }

  #forgetOld(): void {
    const { items, now } = this.#context
    for (const [key, { expiresAt }] of items) if (expiresAt <= now()) items.delete(key)
  }

  #key(id: string): string {
    return `${this.#kind}:${id}`
  }
}
