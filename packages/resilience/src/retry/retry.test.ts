import { describe, expect, test, vi } from 'vitest'

import { ServerError } from '../errors/server-error.ts'
import { VezaError } from '../errors/veza-error.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { type RetryEvent, type RetryOptions, retry } from './retry.ts'
import { RetryBucket } from './retry-bucket.ts'
import { defaultRetryPolicy } from './retry-policy.ts'
import type { Verdict } from './verdict.ts'

const again: Verdict = { retry: true, ambiguous: false }
const enough: Verdict = { retry: false, ambiguous: false }

function down(): ServerError {
  return new ServerError('Down', { code: 'SYSTEM_OVERLOADED', status: 503, remedy: 'Wait.' })
}

function options(more: Partial<RetryOptions> = {}): RetryOptions & { clock: ManualClock } {
  return { judge: () => again, random: () => 0.5, ...more, clock: new ManualClock({ autoAdvance: true }) }
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  )
}

describe('a call that succeeds', () => {
  test('at once is made once, and nobody judges it', async () => {
    const judge = vi.fn(() => again)
    const attempt = vi.fn(async (number: number) => `attempt ${number}`)
    expect(await retry(attempt, options({ judge }))).toBe('attempt 1')
    expect(attempt).toHaveBeenCalledTimes(1)
    expect(judge).not.toHaveBeenCalled()
  })

  test('at the third attempt gives what that one gave, after two delays', async () => {
    const given = options()
    const value = await retry(async (number) => {
      if (number < 3) throw down()
      return number
    }, given)
    expect(value).toBe(3)
    expect(given.clock.slept).toEqual([500, 1000])
  })

  test('numbers its attempts from 1 without a gap', async () => {
    const numbers: number[] = []
    await failureOf(
      retry(
        async (number) => {
          numbers.push(number)
          throw down()
        },
        options({ policy: { ...defaultRetryPolicy, maxAttempts: 5 } }),
      ),
    )
    expect(numbers).toEqual([1, 2, 3, 4, 5])
  })

  test('tells of each retry before its delay', async () => {
    const events: RetryEvent[] = []
    const first = down()
    const given = options({
      onRetry: (event) => events.push({ ...event, at: given.clock.slept.length } as RetryEvent),
    })
    await retry(async (number) => {
      if (number === 1) throw first
    }, given)
    expect(events).toEqual([{ attempt: 1, delayMs: 500, error: first, at: 0 }])
  })
})

describe('a call that fails for good', () => {
  test('throws the last error, with its attempts counted', async () => {
    const errors = [down(), down(), down()]
    const error = await failureOf(retry((number) => Promise.reject(errors[number - 1]), options()))
    expect(error).toBe(errors[2])
    expect(error).toMatchObject({ attempts: 3 })
  })

  test('is not tried again when the judge is against it', async () => {
    const attempt = vi.fn(() => Promise.reject(down()))
    const error = await failureOf(retry(attempt, options({ judge: () => enough })))
    expect(attempt).toHaveBeenCalledTimes(1)
    expect(error).toMatchObject({ attempts: 1 })
  })

  test('is judged anew after each attempt', async () => {
    const given = options({ judge: (error) => ((error as VezaError).code === 'HOPE' ? again : enough) })
    const codes = ['HOPE', 'NO_HOPE', 'HOPE']
    const error = await failureOf(
      retry((number) => {
        const code = codes[number - 1] ?? ''
        return Promise.reject(new VezaError('No', { code, remedy: 'Wait.' }))
      }, given),
    )
    expect(error).toMatchObject({ code: 'NO_HOPE', attempts: 2 })
    expect(given.clock.slept).toHaveLength(1)
  })

  test.each([1, 0])(
    'is tried once, and not judged, where the policy allows %i attempts',
    async (maxAttempts) => {
      const attempt = vi.fn(() => Promise.reject(down()))
      const judge = vi.fn(() => again)
      const policy = { ...defaultRetryPolicy, maxAttempts }
      expect(await failureOf(retry(attempt, options({ policy, judge })))).toBeInstanceOf(ServerError)
      expect(attempt).toHaveBeenCalledTimes(1)
      expect(judge).not.toHaveBeenCalled()
    },
  )

  test('ends with what a callback throws', async () => {
    const mistake = new Error('mistake in onRetry')
    const onRetry = () => {
      throw mistake
    }
    expect(await failureOf(retry(() => Promise.reject(down()), options({ onRetry })))).toBe(mistake)
  })
})

describe('what is no VezaError', () => {
  const values: [string, unknown][] = [
    ['an Error', new Error('plain')],
    ['a TypeError', new TypeError('x is not a function')],
    ['a TypeError of the network', new TypeError('fetch failed')],
    ['a string', 'canary'],
    ['a number', 0],
    ['null', null],
    ['undefined', undefined],
    ['a frozen error', Object.freeze(new Error('frozen'))],
    ['a plain object', { retryable: true }],
    [
      "a library's AbortError",
      Object.assign(new Error('aborted'), { name: 'AbortError', originalError: new Error() }),
    ],
  ]

  test.each(values)('passes through untouched when not tried again: %s', async (_, value) => {
    const call = retry(() => Promise.reject(value), options({ judge: () => enough }))
    expect(await failureOf(call)).toBe(value)
  })

  test.each(values)(
    'is tried again when the judge says so, and passes through untouched: %s',
    async (_, value) => {
      const attempt = vi.fn(() => Promise.reject(value))
      const judge = vi.fn(() => again)
      expect(await failureOf(retry(attempt, options({ judge })))).toBe(value)
      expect(attempt).toHaveBeenCalledTimes(3)
      expect(new Set(judge.mock.calls.flat())).toEqual(new Set([value]))
    },
  )

  test('passes through also when it is thrown at once, not as a rejection', async () => {
    const mistake = new TypeError('mistake')
    const attempt = vi.fn((): Promise<never> => {
      throw mistake
    })
    expect(await failureOf(retry(attempt, options()))).toBe(mistake)
    expect(attempt).toHaveBeenCalledTimes(3)
  })
})

describe('the deadline', () => {
  test('ends the attempts when the next delay would pass it', async () => {
    const given = options()
    const attempt = vi.fn(() => Promise.reject(down()))
    await failureOf(retry(attempt, { ...given, deadline: given.clock.now() + 1200 }))
    // 500 ms fit; of the 700 ms left, 1000 do not.
    expect(given.clock.slept).toEqual([500])
    expect(attempt).toHaveBeenCalledTimes(2)
  })

  test('makes a long Retry-After fail at once', async () => {
    const given = options({ judge: () => ({ ...again, minDelayMs: 3_600_000 }) })
    const attempt = vi.fn(() => Promise.reject(down()))
    await failureOf(retry(attempt, { ...given, deadline: given.clock.now() + 60_000 }))
    expect(attempt).toHaveBeenCalledTimes(1)
    expect(given.clock.slept).toEqual([])
  })
})

describe('the retry bucket of many calls', () => {
  test('that a wholly down server emptied allows at most 1.2 attempts for each call', async () => {
    const bucket = new RetryBucket(50)
    const attempt = vi.fn(() => Promise.reject(down()))
    const call = () => failureOf(retry(attempt, options({ bucket })))
    for (let i = 0; i < 10; i++) await call()
    attempt.mockClear()
    for (let i = 0; i < 100; i++) await call()
    expect(attempt.mock.calls.length).toBeGreaterThanOrEqual(100)
    expect(attempt.mock.calls.length).toBeLessThanOrEqual(120)
  })

  test('lets half-failing calls have one retry for every five successes', async () => {
    const bucket = new RetryBucket(50)
    while (bucket.take());
    let sent = 0
    for (let i = 0; i < 200; i++) {
      const call = async () => {
        sent++
        if (i % 2 === 0) throw down()
      }
      await retry(call, options({ bucket })).catch(() => undefined)
    }
    expect(sent).toBeGreaterThan(210)
    expect(sent).toBeLessThanOrEqual(220)
  })

  test('is filled by successes: a plain one gives a fifth of a retry, one after a retry a whole', async () => {
    const bucket = new RetryBucket(10)
    bucket.take()
    bucket.take()
    for (let i = 0; i < 5; i++) await retry(async () => i, options({ bucket }))
    const value = await retry(
      (number) => (number === 1 ? Promise.reject(down()) : Promise.resolve('done')),
      options({ bucket }),
    )
    expect(value).toBe('done')
    expect(bucket.take()).toBe(true)
    expect(bucket.take()).toBe(false)
  })

  test('is not touched by a failure that nobody wants to repeat', async () => {
    const bucket = new RetryBucket(5)
    await failureOf(retry(() => Promise.reject(down()), options({ bucket, judge: () => enough })))
    expect(bucket.take()).toBe(true)
  })
})
