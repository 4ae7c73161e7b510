type Payload = Record<string, unknown>

/** What an authorization server remembers, with a grace for refresh tokens that were used a moment ago. */
export class Memory {
  readonly items = new Map<string, { payload: Payload; expiresAt: number }>()
  readonly graceMs: number
  /** Counts refresh tokens that were rotated away. */
  rotations = 0
  /** Counts refresh tokens that were presented again and refused. */
  reuses = 0

  constructor(graceMs: number) {
    this.graceMs = graceMs
  }

  /** The class that oidc-provider makes one object of for each of its models. */
  adapter() {
    return adapterOf(this)
  }
}

function adapterOf(memory: Memory) {
  return class MemoryAdapter {
    readonly name: string

    constructor(name: string) {
      this.name = name
    }

    async upsert(id: string, payload: Payload, expiresInS?: number): Promise<void> {
      const expiresAt = expiresInS === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresInS * 1000
      memory.items.set(`${this.name}:${id}`, { payload: { ...payload }, expiresAt })
    }

    async find(id: string): Promise<Payload | undefined> {
      const item = memory.items.get(`${this.name}:${id}`)
      if (item === undefined || item.expiresAt < Date.now()) return undefined
      const { consumedAt, ...payload } = item.payload
      if (consumedAt === undefined) return payload
      if (this.name === 'RefreshToken' && Date.now() - Number(consumedAt) < memory.graceMs) return payload
      if (this.name === 'RefreshToken') memory.reuses++
      return { ...payload, consumed: Math.floor(Number(consumedAt) / 1000) }
    }

    findByUserCode(userCode: string): Promise<Payload | undefined> {
      return this.#findBy('userCode', userCode)
    }

    findByUid(uid: string): Promise<Payload | undefined> {
      return this.#findBy('uid', uid)
    }

    async consume(id: string): Promise<void> {
      const item = memory.items.get(`${this.name}:${id}`)
      if (item === undefined) return
      if (this.name === 'RefreshToken' && item.payload['consumedAt'] === undefined) memory.rotations++
      item.payload['consumedAt'] ??= Date.now()
    }

    async destroy(id: string): Promise<void> {
      memory.items.delete(`${this.name}:${id}`)
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, { payload }] of memory.items)
        if (key.startsWith(`${this.name}:`) && payload['grantId'] === grantId) memory.items.delete(key)
    }

    async #findBy(field: string, value: string): Promise<Payload | undefined> {
      for (const [key, { payload }] of memory.items) {
        if (key.startsWith(`${this.name}:`) && payload[field] === value)
          return this.find(key.slice(this.name.length + 1))
      }
      return undefined
    }
  }
}
