import type { Secret } from '@veza/resilience/secrets'

/** What a store holds under a key. */
export interface StoredValue {
  /** The text; `undefined` where the key was deleted, or holds something that cannot be read. */
  readonly value: Secret | undefined
  /** Changes with every write; opaque. */
  readonly version: string
}

/** How to hold a lock. */
export interface LockOptions {
  /** After this time the lock counts as given up, in milliseconds: its holder may have died. */
  readonly ttlMs: number
  /** How long to wait for the lock, in milliseconds. */
  readonly waitMs: number
}

/**
 * Where sessions keep their tokens. `@veza/auth` brings `memoryTokenStore()`, `fileTokenStore()` and
 * `keychainTokenStore()`; write your own for Redis, SQL or a secret manager.
 *
 * Correctness rests on `compareAndSwap` alone; `withLock` only keeps processes from refreshing at the same time, and may
 * fail open (a paused holder whose time is up).
 *
 * @example
 * ```ts
 * import type { TokenStore } from '@veza/auth'
 * import { memoryTokenStore } from '@veza/auth'
 *
 * const inner = memoryTokenStore()
 * const logged: TokenStore = {
 *   get: (key) => inner.get(key),
 *   compareAndSwap: (key, version, value) => {
 *     console.log(value === undefined ? 'deleted' : 'saved')
 *     return inner.compareAndSwap(key, version, value)
 *   },
 *   withLock: (key, options, work) => inner.withLock(key, options, work),
 * }
 * console.log(await logged.get('nobody'))
 * ```
 */
export interface TokenStore {
  /** What is held under a key; `undefined` where nothing ever was. */
  get(key: string): Promise<StoredValue | undefined>
  /**
   * Writes, if nobody has written since.
   *
   * @param version - the version last seen; `undefined` to write only where `get` gave `undefined`.
   * @param value - the new text; `undefined` deletes.
   * @returns the new version; `undefined` where somebody else has written meanwhile: look again.
   */
  compareAndSwap(
    key: string,
    version: string | undefined,
    value: Secret | undefined,
  ): Promise<string | undefined>
  /**
   * Runs `work` while nobody else runs theirs under the same key, in any process that shares the store.
   *
   * @throws {@link ConflictError} `TOKEN_STORE_LOCKED` when the lock did not come free in time; or what `work` threw.
   */
  withLock<T>(key: string, options: LockOptions, work: () => Promise<T>): Promise<T>
}
