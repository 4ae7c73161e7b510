import type { Clock } from '@veza/resilience'
import { Secret } from '@veza/resilience/secrets'
import { ManualClock } from '@veza/resilience/testing'
import { describe, expect, test } from 'vitest'
import type { TokenStore } from '../../src/stores/token-store.ts'
import { drive } from './drive.ts'

/** What every token store must do; two handles on one store, as two processes have them. */
export function tokenStoreSuite(
  name: string,
  open: (clock?: Clock) => readonly [TokenStore, TokenStore],
): void {
  describe(name, () => {
    test('gives what was written, by whichever handle', async () => {
      const [one, other] = open()
      expect(await one.get('a')).toBeUndefined()
      const version = await one.compareAndSwap('a', undefined, new Secret('first'))
      const stored = await other.get('a')
      expect(stored?.version).toBe(version)
      expect(stored?.value?.reveal()).toBe('first')
    })

    test('keeps keys apart, whatever characters they hold', async () => {
      const [one] = open()
      const keys = ['a', 'b', 'a/b', '../a', '["a","b"]', 'é', 'A', '', 'a'.repeat(1000)]
      for (const key of keys) await one.compareAndSwap(key, undefined, new Secret(key))
      for (const key of keys) expect((await one.get(key))?.value?.reveal() ?? '').toBe(key)
    })

    test('lets one of many writers win', async () => {
      const [one, other] = open()
      const version = await one.compareAndSwap('a', undefined, new Secret('first'))
      const writes = Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? one : other).compareAndSwap('a', version, new Secret(`writer ${index}`)),
      )
      const wins = (await Promise.all(writes)).flatMap((won, index) => (won === undefined ? [] : [index]))
      expect(wins).toHaveLength(1)
      expect((await one.get('a'))?.value?.reveal()).toBe(`writer ${wins[0]}`)
    })

    test('refuses a version that was passed, also after a deletion', async () => {
      const [one, other] = open()
      const first = await one.compareAndSwap('a', undefined, new Secret('first'))
      const gone = await one.compareAndSwap('a', first, undefined)
      expect(gone).toBeDefined()
      expect(await other.compareAndSwap('a', first, new Secret('late'))).toBeUndefined()
      expect(await other.compareAndSwap('a', undefined, new Secret('new'))).toBeUndefined()
      expect((await other.get('a'))?.value).toBeUndefined()
      const again = await other.compareAndSwap('a', gone, new Secret('again'))
      expect(again).not.toBe(first)
      expect((await one.get('a'))?.value?.reveal()).toBe('again')
    })

    test('runs work under one lock at a time', async () => {
      const [one, other] = open()
      let inside = 0
      let most = 0
      const work = async () => {
        most = Math.max(most, ++inside)
        await new Promise((resolve) => setImmediate(resolve))
        inside--
      }
      const limits = { ttlMs: 10_000, waitMs: 10_000 }
      await Promise.all(
        Array.from({ length: 12 }, (_, i) => (i % 2 ? one : other).withLock('a', limits, work)),
      )
      expect(most).toBe(1)
    })

    test('frees the lock when the work fails, and keeps locks of keys apart', async () => {
      const [one, other] = open()
      const limits = { ttlMs: 10_000, waitMs: 10_000 }
      await expect(one.withLock('a', limits, () => Promise.reject(new Error('failed')))).rejects.toThrow(
        'failed',
      )
      expect(await one.withLock('a', limits, () => other.withLock('b', limits, async () => 'both'))).toBe(
        'both',
      )
    })

    test('gives up waiting for a lock, and takes over one whose time is up', async () => {
      const clock = new ManualClock()
      const [one, other] = open(clock)
      const held = Promise.withResolvers<void>()
      const begun = Promise.withResolvers<void>()
      const holding = one.withLock('a', { ttlMs: 100_000, waitMs: 1000 }, () => {
        begun.resolve()
        return held.promise
      })
      await begun.promise
      const work = async () => 'mine'
      await expect(
        drive(clock, other.withLock('a', { ttlMs: 1000, waitMs: 20 }, work), 5),
      ).rejects.toMatchObject({ code: 'TOKEN_STORE_LOCKED' })
      expect(await drive(clock, other.withLock('a', { ttlMs: 1000, waitMs: 200_000 }, work), 2000)).toBe(
        'mine',
      )
      held.resolve()
      await holding
      expect(await drive(clock, other.withLock('a', { ttlMs: 1000, waitMs: 2000 }, work), 20)).toBe('mine')
    })
  })
}
