import type { Secret } from '@veza/resilience/secrets'
import { storeFailed } from './store-failed.ts'
import type { LockOptions, StoredValue, TokenStore } from './token-store.ts'

/** Anybody may write a store: what it throws becomes an error of the SDK, whose cause quotes nothing. */
export class GuardedTokenStore implements TokenStore {
  readonly #inner: TokenStore

  constructor(inner: TokenStore) {
    this.#inner = inner
  }

  async get(key: string): Promise<StoredValue | undefined> {
    try {
      return await this.#inner.get(key)
    } catch (error) {
      throw storeFailed(error)
    }
  }

  async compareAndSwap(
    key: string,
    version: string | undefined,
    value: Secret | undefined,
  ): Promise<string | undefined> {
    try {
      return await this.#inner.compareAndSwap(key, version, value)
    } catch (error) {
      throw storeFailed(error)
    }
  }

  async withLock<T>(key: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
    try {
      return await this.#inner.withLock(key, options, work)
    } catch (error) {
      // What the work throws is an error of the SDK already.
      throw storeFailed(error)
    }
  }
}
