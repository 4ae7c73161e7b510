/**
 * Remembers which webhooks were let in, so that each takes effect once. A store shared by several processes makes
 * `claim` one atomic step: `SET key 1 NX PX ttl` in Redis, `INSERT … ON CONFLICT DO NOTHING` in SQL.
 *
 * @example
 * ```ts
 * import type { ClaimStore } from '@veza/webhooks'
 *
 * interface Redis {
 *   set(key: string, value: string, options: { NX: true; PX: number }): Promise<string | null>
 *   del(key: string): Promise<number>
 * }
 *
 * export function redisClaimStore(redis: Redis): ClaimStore {
 *   return {
 *     claim: async (id, ttlMs) => (await redis.set(`webhook:${id}`, '1', { NX: true, PX: ttlMs })) !== null,
 *     release: async (id) => void (await redis.del(`webhook:${id}`)),
 *   }
 * }
 * ```
 */
export interface ClaimStore {
  /**
   * Claims an id, in one atomic step.
   *
   * @param id - what to claim; at most 300 characters.
   * @param ttlMs - how long the claim holds, in milliseconds.
   * @returns `true` to the first who claims it, `false` to everybody else until the claim ends.
   */
  claim(id: string, ttlMs: number): boolean | Promise<boolean>
  /** Gives a claim up: the effect failed, and the sender's next attempt is to be let in. */
  release(id: string): void | Promise<void>
}
