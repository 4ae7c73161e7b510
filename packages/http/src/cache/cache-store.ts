/** One answer as it is kept: plain data, so that a store may write it down as JSON. It holds no credential. */
export interface CacheEntry {
  readonly status: number
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly text: string
  /** How long it is fresh, and how to ask whether it still holds: the state of `http-cache-semantics`. */
  readonly policy: object
}

/**
 * Where a client keeps answers. Entries are gathered in groups, one for each kind of resource, so that a write can clear
 * its group. Keys are hashes: they tell nothing of the credential or the query they stand for.
 *
 * A store that fails makes no call fail: its error is logged, and the answer is fetched.
 *
 * @example
 * ```ts
 * import { type CacheEntry, type CacheStore, Veza } from '@veza/client'
 *
 * const groups = new Map<string, Map<string, CacheEntry>>()
 * const store: CacheStore = {
 *   get: (group, key) => groups.get(group)?.get(key),
 *   set(group, key, entry) {
 *     groups.set(group, (groups.get(group) ?? new Map()).set(key, entry))
 *   },
 *   clear: (group) => void groups.delete(group),
 * }
 * const veza = new Veza({ cache: { store } })
 * await veza.users.get(1)
 * console.log([...groups.keys()])
 * ```
 */
export interface CacheStore {
  get(group: string, key: string): CacheEntry | undefined | Promise<CacheEntry | undefined>
  set(group: string, key: string, entry: CacheEntry): void | Promise<void>
  /** Forgets every entry of a group. */
  clear(group: string): void | Promise<void>
}

/** How a client keeps answers. */
export interface CacheOptions {
  /** Where to keep them. @defaultValue the client's own memory */
  readonly store?: CacheStore
  /** How many bytes the client's own memory may take; the oldest used answers go first. @defaultValue 8388608 (8 MiB) */
  readonly maxBytes?: number
}
