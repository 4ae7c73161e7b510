import { getEventListeners } from 'node:events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ManualClock } from '../testing/manual-clock.ts'
import { RateLimiter } from './rate-limiter.ts'

const intervalMs = 100

/** The largest number of times that any window of one interval holds, wherever it begins. */
function busiestWindow(times: readonly number[]): number {
  const counts = times.map((start) => times.filter((at) => at >= start && at < start + intervalMs).length)
  return Math.max(0, ...counts)
}

const arrival = fc.record({
  gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 150 })),
  abortAfter: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 4 }),
  throttledMs: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined, freq: 8 }),
})
const arrivals = fc.array(arrival, { maxLength: 40 })

describe('for any pattern of arrivals, aborts and throttling', () => {
  test('no window holds more than the limit, order is kept, and nothing is left behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), arrivals, async (limit, pattern) => {
        const clock = new ManualClock()
        const limiter = new RateLimiter({ limit, intervalMs }, clock)
        const { signal } = new AbortController()
        const admitted: { number: number; at: number }[] = []
        const toAbort = new Map<number, AbortController[]>()
        const calls = []
        for (const [number, { gapMs, abortAfter, throttledMs }] of pattern.entries()) {
          await clock.advance(gapMs)
          for (const controller of toAbort.get(number) ?? []) controller.abort()
          if (throttledMs !== undefined) limiter.throttled(throttledMs)
          const controller = new AbortController()
          if (abortAfter !== undefined) {
            const due = number + abortAfter
            toAbort.set(due, [...(toAbort.get(due) ?? []), controller])
          }
          const own = abortAfter === undefined ? signal : controller.signal
          calls.push(
            limiter.acquire('', { signal: own }).then(
              () => void admitted.push({ number, at: clock.now() }),
              (error: unknown) => expect(error).toMatchObject({ code: 'ABORTED' }),
            ),
          )
        }
        await clock.runOut()
        await Promise.all(calls)
        expect(busiestWindow(admitted.map(({ at }) => at))).toBeLessThanOrEqual(limit)
        const order = admitted.map(({ number }) => number)
        expect(order).toEqual(order.toSorted((a, b) => a - b))
        expect(clock.pending).toBe(0)
        expect(limiter.waiting()).toBe(0)
        expect(getEventListeners(signal, 'abort')).toHaveLength(0)
      }),
      { numRuns: 150 },
    )
  })

  test('a queue that is never throttled is served as fast as the limit allows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.nat(30), async (limit, calls) => {
        const clock = new ManualClock()
        const limiter = new RateLimiter({ limit, intervalMs }, clock)
        const startedAt = clock.now()
        const all = Array.from({ length: calls }, () => limiter.acquire().then(() => clock.now() - startedAt))
        await clock.runOut()
        const expected = all.map((_, index) => Math.floor(index / limit) * intervalMs)
        expect(await Promise.all(all)).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  test('the wait a refused call is told of is the one it would have had', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.nat(120), { maxLength: 20 }),
        async (limit, gaps) => {
          const clock = new ManualClock()
          const limiter = new RateLimiter({ limit, intervalMs }, clock)
          const waits: Promise<void>[] = []
          for (const gapMs of gaps) {
            await clock.advance(gapMs)
            const askedAt = clock.now()
            const told = await limiter.acquire('', { maxWaitMs: -1 }).then(
              () => undefined,
              (error: { retryAfterMs: number }) => error.retryAfterMs,
            )
            if (told === undefined) continue
            waits.push(limiter.acquire().then(() => expect(clock.now() - askedAt).toBe(told)))
          }
          await clock.runOut()
          await Promise.all(waits)
        },
      ),
      { numRuns: 100 },
    )
  })
})
