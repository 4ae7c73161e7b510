import { wrongOption } from '../options/wrong-option.ts'
import type { ClaimStore } from './claim-store.ts'

/** What {@link memoryClaimStore} takes. */
export interface MemoryClaimStoreOptions {
  /** The most claims that are kept; the oldest one goes when one more comes. @defaultValue 100_000 */
  readonly maxEntries?: number
  /** Milliseconds since the Unix epoch. @defaultValue the machine's clock */
  readonly now?: () => number
}

/**
 * Claims in the memory of this process: enough for one process that stays up. Several processes, and functions that
 * start anew for each request, need a store they share.
 *
 * @throws {@link InvalidRequestError} `INVALID_OPTION` when `maxEntries` is no whole number from 1.
 * @example
 * ```ts
 * import { memoryClaimStore } from '@veza/webhooks'
 *
 * const store = memoryClaimStore({ maxEntries: 10_000 })
 * console.log(await store.claim('evt_1', 60_000), await store.claim('evt_1', 60_000)) // true false
 * ```
 */
export function memoryClaimStore({
  maxEntries = 100_000,
  now = Date.now,
}: MemoryClaimStoreOptions = {}): ClaimStore {
  if (!Number.isSafeInteger(maxEntries) || maxEntries < 1)
    throw wrongOption('maxEntries', 'Write a whole number from 1.')
  // In the order of claiming, which is the order of ending where all claims hold equally long.
  const ends = new Map<string, number>()
  return {
    claim: (id, ttlMs) => {
      const time = now()
      const end = ends.get(id)
      if (end !== undefined && end > time) return false
      ends.delete(id)
      for (const [oldest, itsEnd] of ends) {
        if (itsEnd > time && ends.size < maxEntries) break
        ends.delete(oldest)
      }
      ends.set(id, time + ttlMs)
      return true
    },
    release: (id) => void ends.delete(id),
  }
}
