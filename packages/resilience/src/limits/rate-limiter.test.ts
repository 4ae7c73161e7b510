import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { InvalidRequestError } from '../errors/invalid-request-error.ts'
import { RateLimitError } from '../errors/rate-limit-error.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { type AcquireOptions, RateLimiter, type RateLimitOptions } from './rate-limiter.ts'

function setUp(options: RateLimitOptions) {
  const clock = new ManualClock()
  const limiter = new RateLimiter(options, clock)
  const startedAt = clock.now()
  const admitted: string[] = []
  const ask = (name: string, key?: string, how?: AcquireOptions) =>
    limiter.acquire(key, how).then(() => void admitted.push(`${name}@${clock.now() - startedAt}`))
  return { clock, limiter, admitted, ask }
}

describe('a rate limiter', () => {
  test('lets calls under the limit through at once, without a timer', async () => {
    const { clock, admitted, ask } = setUp({ limit: 3 })
    await Promise.all([ask('a'), ask('b'), ask('c')])
    expect(admitted).toEqual(['a@0', 'b@0', 'c@0'])
    expect(clock.slept).toEqual([])
  })

  test('makes the others wait, first come, first served, and leaves no timer', async () => {
    const { clock, limiter, admitted, ask } = setUp({ limit: 2, intervalMs: 100 })
    const calls = ['a', 'b', 'c', 'd', 'e'].map((name) => ask(name))
    expect(limiter.waiting()).toBe(3)
    expect(clock.pending).toBe(1)
    await clock.runOut()
    await Promise.all(calls)
    expect(admitted).toEqual(['a@0', 'b@0', 'c@100', 'd@100', 'e@200'])
    expect(limiter.waiting()).toBe(0)
    expect(clock.pending).toBe(0)
  })

  test('has an interval of one second unless told otherwise', async () => {
    const { clock, admitted, ask } = setUp({ limit: 1 })
    const calls = [ask('a'), ask('b')]
    await clock.advance(999)
    expect(admitted).toEqual(['a@0'])
    await clock.advance(1)
    await Promise.all(calls)
    expect(admitted).toEqual(['a@0', 'b@1000'])
  })

  test('lets nobody overtake those who wait, even when a turn is free', async () => {
    const { clock, admitted, ask } = setUp({ limit: 1, intervalMs: 100 })
    const calls = [ask('a'), ask('b')]
    await clock.advance(99)
    calls.push(ask('c'))
    await clock.runOut()
    await Promise.all(calls)
    expect(admitted).toEqual(['a@0', 'b@100', 'c@200'])
  })

  test('keeps keys apart', async () => {
    const { limiter, admitted, ask } = setUp({ limit: 1 })
    await Promise.all([ask('a', 'one'), ask('b', 'two'), ask('c')])
    expect(admitted).toEqual(['a@0', 'b@0', 'c@0'])
    limiter.throttled(5000, 'one')
    expect(limiter.waiting('one')).toBe(0)
  })

  test('shares no state with another one', async () => {
    const clock = new ManualClock()
    const [one, two] = [new RateLimiter({ limit: 1 }, clock), new RateLimiter({ limit: 1 }, clock)]
    await one.acquire()
    one.throttled(60_000)
    await two.acquire()
    expect(clock.slept).toEqual([])
  })

  test('works on the system clock by default', async () => {
    const limiter = new RateLimiter({ limit: 1, intervalMs: 15 })
    const startedAt = performance.now()
    await limiter.acquire()
    await limiter.acquire()
    expect(performance.now() - startedAt).toBeGreaterThan(13)
  })

  test.each<RateLimitOptions>([
    { limit: 0 },
    { limit: -1 },
    { limit: 1.5 },
    { limit: Number.NaN },
    { limit: 1, intervalMs: 0 },
    { limit: 1, intervalMs: -5 },
    { limit: 1, intervalMs: Number.NaN },
    { limit: 1, intervalMs: Number.POSITIVE_INFINITY },
  ])('refuses options under which nothing or everything would pass: %o', (options) => {
    expect(() => new RateLimiter(options)).toThrow(InvalidRequestError)
    expect(() => new RateLimiter(options)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })
})

describe('a call that would wait too long', () => {
  test('throws at once, and says how long it would have been', async () => {
    const { clock, ask } = setUp({ limit: 1, intervalMs: 100, maxWaitMs: 250 })
    const calls = [ask('a'), ask('b'), ask('c')]
    const error = await ask('d').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ code: 'CLIENT_RATE_LIMIT', retryAfterMs: 300, retryable: true })
    await clock.runOut()
    await Promise.all(calls)
  })

  test('is told by its own patience, where that is less', async () => {
    const { clock, admitted, ask } = setUp({ limit: 1, intervalMs: 100 })
    const calls = [ask('a'), ask('b', '', { maxWaitMs: 100 })]
    await expect(ask('c', '', { maxWaitMs: 199 })).rejects.toMatchObject({ retryAfterMs: 200 })
    await clock.runOut()
    await Promise.all(calls)
    expect(admitted).toEqual(['a@0', 'b@100'])
  })

  test('cannot be more patient than the limiter', async () => {
    const { ask } = setUp({ limit: 1, intervalMs: 100, maxWaitMs: 50 })
    await ask('a')
    await expect(ask('b', '', { maxWaitMs: 1000 })).rejects.toMatchObject({ retryAfterMs: 100 })
  })

  test('waits a minute at most by default', async () => {
    const { clock, ask } = setUp({ limit: 1, intervalMs: 60_000 })
    const calls = [ask('a'), ask('b')]
    await expect(ask('c')).rejects.toMatchObject({ retryAfterMs: 120_000 })
    await clock.runOut()
    await Promise.all(calls)
  })

  test('throws in any case with onLimit "throw", with the time until a turn is free', async () => {
    const { clock, limiter, ask } = setUp({ limit: 1, intervalMs: 100, onLimit: 'throw' })
    await ask('a')
    await clock.advance(40)
    await expect(ask('b')).rejects.toMatchObject({ code: 'CLIENT_RATE_LIMIT', retryAfterMs: 60 })
    await clock.advance(60)
    await ask('c')
    limiter.throttled(5000)
    await expect(ask('d')).rejects.toMatchObject({ retryAfterMs: 5000 })
    expect(clock.slept).toEqual([])
  })

  test('throws when the queue is full', async () => {
    const { clock, limiter, ask } = setUp({ limit: 1, intervalMs: 10, maxQueue: 2 })
    const calls = [ask('a'), ask('b'), ask('c')]
    await expect(ask('d')).rejects.toBeInstanceOf(RateLimitError)
    expect(limiter.waiting()).toBe(2)
    await clock.runOut()
    await Promise.all(calls)
  })
})

describe('a call that is aborted', () => {
  test('while it waits leaves the queue at once, and the others keep their order', async () => {
    const { clock, limiter, admitted, ask } = setUp({ limit: 1, intervalMs: 100 })
    const controller = new AbortController()
    const calls = [ask('a'), ask('b')]
    const aborted = ask('c', '', { signal: controller.signal })
    calls.push(ask('d'))
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1)
    controller.abort()
    expect(limiter.waiting()).toBe(2)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError', code: 'ABORTED' })
    await clock.runOut()
    await Promise.all(calls)
    expect(admitted).toEqual(['a@0', 'b@100', 'd@200'])
  })

  test('as the last one in the queue leaves no timer', async () => {
    const { clock, ask } = setUp({ limit: 1, intervalMs: 100 })
    const controller = new AbortController()
    await ask('a')
    const aborted = ask('b', '', { signal: controller.signal })
    expect(clock.pending).toBe(1)
    controller.abort()
    expect(clock.pending).toBe(0)
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' })
  })

  test('as the last one makes room for one that comes in the same turn of the event loop', async () => {
    const { clock, admitted, ask } = setUp({ limit: 1, intervalMs: 100 })
    const controller = new AbortController()
    await ask('a')
    const aborted = ask('b', '', { signal: controller.signal })
    controller.abort()
    const next = ask('c')
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' })
    await clock.runOut()
    await next
    expect(admitted).toEqual(['a@0', 'c@100'])
    expect(clock.pending).toBe(0)
  })

  test('before it asks is not let in, and takes no turn', async () => {
    const { admitted, ask } = setUp({ limit: 1 })
    await expect(ask('a', '', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' })
    await ask('b')
    expect(admitted).toEqual(['b@0'])
  })

  test('after its turn came has no listener left', async () => {
    const { clock, ask } = setUp({ limit: 1, intervalMs: 100 })
    const { signal } = new AbortController()
    const calls = ['a', 'b', 'c'].map((name) => ask(name, '', { signal }))
    expect(getEventListeners(signal, 'abort')).toHaveLength(2)
    await clock.runOut()
    await Promise.all(calls)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
