import { describe, expect, test, vi } from 'vitest'
import { ManualClock } from '../testing/manual-clock.ts'
import { RateLimiter } from './rate-limiter.ts'

/** How many calls the limiter lets through at once now. */
async function room(limiter: RateLimiter, key = ''): Promise<number> {
  let admitted = 0
  for (;;) {
    const refused = await limiter.acquire(key, { maxWaitMs: -1 }).catch(() => 'refused')
    if (refused !== undefined) return admitted
    admitted++
  }
}

describe('after a 429', () => {
  test('the whole bucket pauses, those who wait already too', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter({ limit: 2, intervalMs: 100 }, clock)
    const startedAt = clock.now()
    const at = () => clock.now() - startedAt
    const calls = [1, 2, 3].map(() => limiter.acquire().then(at))
    await clock.advance(50)
    limiter.throttled(1000)
    calls.push(limiter.acquire().then(at))
    await clock.runOut()
    expect(await Promise.all(calls)).toEqual([0, 0, 1050, 1150])
    expect(clock.pending).toBe(0)
  })

  test('the pause lasts one interval where the server does not say how long', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter({ limit: 4, intervalMs: 100 }, clock)
    limiter.throttled()
    await expect(limiter.acquire('', { maxWaitMs: 99 })).rejects.toMatchObject({ retryAfterMs: 100 })
    limiter.throttled(undefined)
    await clock.advance(100)
    expect(await room(limiter)).toBe(2)
  })

  test('a shorter pause does not cut a longer one short', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter({ limit: 4 }, clock)
    limiter.throttled(5000)
    limiter.throttled(10)
    await expect(limiter.acquire('', { maxWaitMs: 10 })).rejects.toMatchObject({ retryAfterMs: 5000 })
  })

  test('the rate halves, and grows back by a tenth of the limit for each quiet interval', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter({ limit: 10, intervalMs: 100 }, clock)
    limiter.throttled(1000)
    await clock.advance(1000)
    const rooms: number[] = []
    for (let i = 0; i < 7; i++) {
      rooms.push(await room(limiter))
      await clock.advance(100)
    }
    expect(rooms).toEqual([5, 6, 7, 8, 9, 10, 10])
  })

  test('no part of a quiet interval is lost, however often the limiter is asked', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter({ limit: 10, intervalMs: 100 }, clock)
    limiter.throttled(1000)
    await clock.advance(1150)
    expect(await room(limiter)).toBe(6)
    await clock.advance(50)
    // Seven by now, of which six are out.
    expect(await room(limiter)).toBe(1)
  })

  test('many 429s to requests that were under way together halve it once', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter({ limit: 64, intervalMs: 100 }, clock)
    for (let i = 0; i < 10; i++) limiter.throttled(100)
    await clock.advance(100)
    expect(await room(limiter)).toBe(32)
    limiter.throttled(100)
    await clock.advance(100)
    expect(await room(limiter)).toBe(16)
  })

  test('the rate never falls to nothing', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter({ limit: 2, intervalMs: 100 }, clock)
    for (let i = 0; i < 5; i++) {
      limiter.throttled(100)
      await clock.advance(100)
    }
    expect(await room(limiter)).toBe(1)
  })

  test('other keys go on as before', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter({ limit: 4 }, clock)
    limiter.throttled(5000, 'one')
    expect(await room(limiter, 'one')).toBe(0)
    expect(await room(limiter, 'two')).toBe(4)
    expect(await room(limiter)).toBe(4)
  })
})

describe('the memory of a limiter', () => {
  /** The most entries that a map with keys of tenants had while `work` ran. */
  async function largestMap(work: () => Promise<void>): Promise<number> {
    let largest = 0
    class Watched<K, V> extends Map<K, V> {
      override set(key: K, value: V): this {
        super.set(key, value)
        if (typeof key === 'string' && key.startsWith('tenant-')) largest = Math.max(largest, this.size)
        return this
      }
    }
    vi.stubGlobal('Map', Watched)
    await work()
    vi.unstubAllGlobals()
    return largest
  }

  test('does not grow with the number of keys it ever saw', async () => {
    const clock = new ManualClock()
    const largest = await largestMap(async () => {
      const limiter = new RateLimiter({ limit: 5, intervalMs: 1000 }, clock)
      for (let i = 0; i < 1000; i++) {
        await limiter.acquire(`tenant-${i}`)
        await clock.advance(100)
      }
    })
    // Ten keys are busy at a time.
    expect(largest).toBeGreaterThan(5)
    expect(largest).toBeLessThan(40)
  })

  test('keeps a queue whose timer is late, as after the machine slept', async () => {
    let lateMs = 0
    class LateClock extends ManualClock {
      override now(): number {
        return super.now() + lateMs
      }
    }
    const clock = new LateClock()
    const limiter = new RateLimiter({ limit: 1, intervalMs: 1000 }, clock)
    const calls = [limiter.acquire('queue'), limiter.acquire('queue')]
    lateMs = 5000
    await limiter.acquire('other')
    expect(limiter.waiting('queue')).toBe(1)
    await clock.runOut()
    await Promise.all(calls)
  })

  test('keeps what is in use: tokens out, pauses and queues survive many new keys', async () => {
    const clock = new ManualClock()
    const limiter = new RateLimiter({ limit: 1, intervalMs: 1000 }, clock)
    await limiter.acquire('busy')
    limiter.throttled(500, 'paused')
    const queued = [limiter.acquire('queue'), limiter.acquire('queue')]
    for (let i = 0; i < 100; i++) await limiter.acquire(`tenant-${i}`)
    expect(await room(limiter, 'busy')).toBe(0)
    expect(await room(limiter, 'paused')).toBe(0)
    expect(limiter.waiting('queue')).toBe(1)
    await clock.runOut()
    await Promise.all(queued)
  })
})
