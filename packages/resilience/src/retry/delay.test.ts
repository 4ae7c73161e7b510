import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { delay } from './delay.ts'
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.ts'
import type { Verdict } from './verdict.ts'

const again: Verdict = { retry: true, ambiguous: false }
const nearlyOne = 1 - Number.EPSILON / 2
const endless: RetryPolicy = { ...defaultRetryPolicy, maxAttempts: Number.POSITIVE_INFINITY }
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

function after(asked: number): Verdict {
  return { ...again, minDelayMs: asked }
}

describe('the delay before another attempt', () => {
  test('follows the defaults of the guide: 3 attempts, 1 s, doubling, at most 30 s', () => {
    expect(defaultRetryPolicy).toEqual({ maxAttempts: 3, baseDelayMs: 1000, factor: 2, maxDelayMs: 30_000 })
  })

  test.each([
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [4, 8000],
    [5, 16_000],
    [6, 30_000],
    [7, 30_000],
    [5000, 30_000],
  ])(
    'after attempt %i lies under a ceiling of %i ms, which grows exponentially to its cap',
    (attempt, ceiling) => {
      const at = (random: number) => delay(again, attempt, { policy: endless, random: () => random })
      expect(at(0)).toBe(0)
      expect(at(0.5)).toBe(ceiling / 2)
      expect(at(nearlyOne)).toBeCloseTo(ceiling, 6)
    },
  )

  test('is drawn from all of that range, when chance is not given', () => {
    const drawn = Array.from({ length: 1000 }, () => delay(again, 1) ?? Number.NaN)
    expect(Math.min(...drawn)).toBeLessThan(100)
    expect(Math.max(...drawn)).toBeGreaterThan(900)
    expect(Math.max(...drawn)).toBeLessThan(1000)
  })

  test('is never less than the server asks, and at most a tenth more', () => {
    expect(delay(after(5000), 1, { random: () => 0 })).toBe(5000)
    expect(delay(after(5000), 1, { random: () => 0.5 })).toBe(5250)
    expect(delay(after(5000), 1, { random: () => nearlyOne })).toBeCloseTo(5500, 6)
  })

  test('may be longer than the cap of the policy when the server asks for it', () => {
    expect(delay(after(45_000), 1, { random: () => 0 })).toBe(45_000)
  })

  test('keeps its own backoff where the server asks for less', () => {
    expect(delay(after(10), 1, { random: () => 0.5 })).toBe(500)
    expect(delay(after(0), 1, { random: () => 0.5 })).toBe(500)
  })

  test('of 0 is a delay, not the absence of one', () => {
    expect(delay(after(0), 1, { random: () => 0 })).toBe(0)
  })
})

describe('no further attempt is due', () => {
  test('when the verdict is against it', () => {
    expect(delay({ retry: false, ambiguous: false, minDelayMs: 1 }, 1)).toBeUndefined()
  })

  test('when the last attempt was made', () => {
    expect(delay(again, 2)).toBeDefined()
    expect(delay(again, 3)).toBeUndefined()
    expect(delay(again, 4)).toBeUndefined()
    expect(delay(again, 1, { policy: { ...defaultRetryPolicy, maxAttempts: 1 } })).toBeUndefined()
  })

  test('when the wait does not fit into the budget', () => {
    const random = () => 0
    expect(delay(after(60_000), 1, { random, budgetMs: 60_001 })).toBe(60_000)
    expect(delay(after(60_000), 1, { random, budgetMs: 60_000 })).toBeUndefined()
    expect(delay(after(3_600_000), 1, { random, budgetMs: 60_000 })).toBeUndefined()
    expect(delay(again, 1, { random, budgetMs: 0 })).toBeUndefined()
    expect(delay(again, 1, { random, budgetMs: -1 })).toBeUndefined()
  })
})

describe('for any chance, policy and attempt, the delay', () => {
  const policy = fc.record({
    maxAttempts: fc.constant(Number.POSITIVE_INFINITY),
    baseDelayMs: fc.nat(100_000),
    factor: fc.double({ min: 1, max: 10, noNaN: true }),
    maxDelayMs: fc.oneof(fc.nat(1_000_000), fc.constant(Number.POSITIVE_INFINITY)),
  })
  const attempt = fc.integer({ min: 1, max: 100_000 })

  test('is finite, not negative, and under its ceiling', () => {
    fc.assert(
      fc.property(policy, attempt, chance, (given, number, random) => {
        const ms = delay(again, number, { policy: given, random: () => random })
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(Number.isFinite(ms)).toBe(true)
        expect(ms).toBeLessThanOrEqual(given.maxDelayMs)
        if (number < 10) expect(ms).toBeLessThanOrEqual(given.baseDelayMs * given.factor ** (number - 1))
      }),
      { numRuns: 1000 },
    )
  })

  test('never undercuts the server and never exceeds the budget', () => {
    const budget = fc.oneof(fc.nat(), fc.constant(Number.POSITIVE_INFINITY))
    fc.assert(
      fc.property(policy, attempt, chance, fc.nat(), budget, (given, number, random, asked, budgetMs) => {
        const ms = delay(after(asked), number, { policy: given, random: () => random, budgetMs })
        if (ms === undefined) {
          expect(budgetMs).toBeLessThan(Number.POSITIVE_INFINITY)
          return
        }
        expect(ms).toBeGreaterThanOrEqual(asked)
        expect(ms).toBeLessThan(budgetMs)
      }),
      { numRuns: 1000 },
    )
  })
})
