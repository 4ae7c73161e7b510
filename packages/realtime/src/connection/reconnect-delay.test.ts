import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reconnectDelay } from './reconnect-delay.ts'

const options = {
  firstDelayMs: 5000,
  baseDelayMs: 1000,
  maxDelayMs: 30_000,
  maxAttempts: Number.POSITIVE_INFINITY,
  giveUpAfterMs: 86_400_000,
}
const after = (attempt: number, chance: number, minDelayMs?: number) =>
  reconnectDelay(attempt, minDelayMs, options, () => chance)

describe('the delay before another connection', () => {
  test('the first is uniform, from 0 to 5 s', () => {
    expect([0, 0.25, 0.5, 1].map((chance) => after(1, chance))).toEqual([0, 1250, 2500, 5000])
  })

  test('the next ones have a ceiling that doubles up to 30 s', () => {
    expect([2, 3, 4, 5, 6, 7, 1000].map((attempt) => after(attempt, 1))).toEqual([
      2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ])
  })

  test('and are drawn from 0 up to that', () => {
    expect([0, 0.5].map((chance) => after(4, chance))).toEqual([0, 4000])
  })

  test('what the server asks is the least, and who was told the same is spread', () => {
    expect(after(1, 0, 60_000)).toBe(60_000)
    expect(after(1, 1, 60_000)).toBe(66_000)
    expect(after(3, 0.5, 60_000)).toBe(63_000)
  })

  test('no attempt is left after the last', () => {
    const three = { ...options, maxAttempts: 3 }
    expect(reconnectDelay(3, undefined, three, () => 0)).toBe(0)
    expect(reconnectDelay(4, undefined, three, () => 0)).toBeUndefined()
  })

  test('whatever chance says, it is a time from 0 up to its bound', () => {
    const odd = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -1, 2, Number.POSITIVE_INFINITY))
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        odd,
        fc.option(fc.nat(), { nil: undefined }),
        (attempt, chance, min) => {
          const ms = after(attempt, chance, min) ?? -1
          expect(ms).toBeGreaterThanOrEqual(min ?? 0)
          expect(ms).toBeLessThanOrEqual(Math.max(30_000, (min ?? 0) * 1.1 + 1))
        },
      ),
    )
  })
})
