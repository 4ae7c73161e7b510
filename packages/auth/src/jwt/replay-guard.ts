/** Remembers tokens that may be used only once. */
export interface ReplayGuard {
  /**
   * @param id - what the token is known by.
   * @param until - when it ends, in milliseconds since the Unix epoch.
   * @param now - milliseconds since the Unix epoch.
   * @returns whether it is seen for the first time.
   */
  isNew(id: string, until: number, now: number): boolean | Promise<boolean>
}

/**
 * Remembers in memory, up to a number of tokens. When it is full, and none of them has ended, nothing more is let in:
 * forgetting one would let it in twice.
 *
 * @param most - how many to remember. @defaultValue 100000
 * @example
 * ```ts
 * import { memoryReplayGuard } from '@veza/auth'
 *
 * const guard = memoryReplayGuard()
 * const now = Date.now()
 * console.log(guard.isNew('a', now + 1000, now), guard.isNew('a', now + 1000, now)) // true false
 * ```
 */
export function memoryReplayGuard(most = 100_000): ReplayGuard {
  const seen = new Map<string, number>()
  let sweptAt = Number.NEGATIVE_INFINITY
  return {
    isNew(id, until, now) {
      const known = seen.get(id)
      if (known !== undefined && known > now) return false
      // Once a second at most: a full guard must not walk its whole memory for every token.
      if (seen.size >= most && now - sweptAt >= 1000) {
        sweptAt = now
        for (const [old, end] of seen) if (end <= now) seen.delete(old)
      }
      if (seen.size >= most && known === undefined) return false
      seen.set(id, until)
      return true
    },
  }
}
