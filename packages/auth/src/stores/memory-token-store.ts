import { type Clock, systemClock } from '@veza/resilience'
import type { Secret } from '@veza/resilience/secrets'
import { storeLocked } from './store-locked.ts'
import type { LockOptions, StoredValue, TokenStore } from './token-store.ts'

class MemoryTokenStore implements TokenStore {
  readonly #values = new Map<string, StoredValue>()
  /** For each key, the end of the last in line. */
  readonly #lines = new Map<string, Promise<void>>()
  readonly #clock: Clock
  #writes = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async get(key: string): Promise<StoredValue | undefined> {
    return this.#values.get(key)
  }

  async compareAndSwap(
    key: string,
    version: string | undefined,
    value: Secret | undefined,
  ): Promise<string | undefined> {
    if (this.#values.get(key)?.version !== version) return undefined
    // A version once given is never given again, or a deleted value could be mistaken for the one that follows.
    const next = String(++this.#writes)
    this.#values.set(key, { value, version: next })
    return next
  }

  async withLock<T>(key: string, { ttlMs, waitMs }: LockOptions, work: () => Promise<T>): Promise<T> {
    const before = this.#lines.get(key) ?? Promise.resolve()
    const turn = Promise.withResolvers<void>()
    const line = before.then(() => turn.promise)
    this.#lines.set(key, line)
    try {
      await this.#atMost(before, waitMs, () => storeLocked(waitMs))
      // Whoever holds for too long is passed by; its work goes on, and its compareAndSwap will fail.
      void this.#atMost(turn.promise, ttlMs, () => undefined).then(turn.resolve, turn.resolve)
      return await work()
    } finally {
      turn.resolve()
      if (this.#lines.get(key) === line) this.#lines.delete(key)
    }
  }

  async #atMost(wait: Promise<void>, ms: number, tooLate: () => Error | undefined): Promise<void> {
    const stop = new AbortController()
    const timer = this.#clock.sleep(ms, stop.signal).then(
      () => {
        const error = tooLate()
        if (error !== undefined) throw error
      },
      () => undefined,
    )
    try {
      await Promise.race([wait, timer])
    } finally {
      stop.abort()
    }
  }
}

/**
 * Keeps tokens in memory: they are gone when the program ends.
 *
 * @param clock - times locks. @defaultValue the machine's
 * @example
 * ```ts
 * import { memoryTokenStore } from '@veza/auth'
 *
 * const store = memoryTokenStore()
 * console.log(await store.get('session-1')) // undefined
 * ```
 */
export function memoryTokenStore(clock: Clock = systemClock): TokenStore {
  return new MemoryTokenStore(clock)
}
