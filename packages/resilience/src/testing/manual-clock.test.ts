import { getEventListeners } from 'node:events'
import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest'
import { AbortError } from '../errors/abort-error.ts'
import { InvalidRequestError } from '../errors/invalid-request-error.ts'
import type { Clock } from '../time/clock.ts'
import { ManualClock } from './manual-clock.ts'
import { turnOfTheLoop } from './turn-of-the-loop.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** Sleeps, and notes when it woke, from the start of the clock. */
function sleeper(clock: ManualClock, woke: string[]) {
  const startedAt = clock.now()
  return async (name: string, ms: number, signal?: AbortSignal) => {
    await clock.sleep(ms, signal)
    woke.push(`${name} at ${clock.now() - startedAt}`)
  }
}

describe('the time of a manual clock', () => {
  test('stands still, wherever it was told to begin', async () => {
    expectTypeOf<ManualClock>().toExtend<Clock>()
    const clock = new ManualClock()
    expect(new Date(clock.now()).toISOString()).toBe('2026-07-01T00:00:00.000Z')
    const began = Date.now()
    while (Date.now() === began) await turnOfTheLoop()
    expect(new Date(clock.now()).toISOString()).toBe('2026-07-01T00:00:00.000Z')
    expect(new ManualClock({ now: new Date(7) }).now()).toBe(7)
    expect(new ManualClock({ now: 0 }).now()).toBe(0)
  })

  test.each([new Date(Number.NaN), Number.NaN, Number.POSITIVE_INFINITY])('cannot begin at %s', (now) => {
    expect(() => new ManualClock({ now })).toThrow(InvalidRequestError)
    expect(() => new ManualClock({ now })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })

  test('moves as far as it is told', async () => {
    const clock = new ManualClock({ now: 100 })
    await clock.advance(0)
    expect(clock.now()).toBe(100)
    await clock.advance(0.5)
    expect(clock.now()).toBe(100.5)
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '5'])('cannot move by %s', async (ms) => {
    const clock = new ManualClock()
    const before = clock.now()
    await expect(clock.advance(ms as number)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      remedy: 'Pass a number of milliseconds, 0 or more.',
    })
    expect(clock.now()).toBe(before)
  })
})

describe('who sleeps on a manual clock', () => {
  test('wakes in the order of the times, and sees the time it was to wake at', async () => {
    const clock = new ManualClock()
    const woke: string[] = []
    const sleep = sleeper(clock, woke)
    void sleep('late', 300)
    void sleep('early', 100)
    void sleep('too late', 301)
    void sleep('early, too', 100)
    expect(clock.pending).toBe(4)
    await clock.advance(99)
    expect(woke).toEqual([])
    await clock.advance(201)
    expect(woke).toEqual(['early at 100', 'early, too at 100', 'late at 300'])
    expect(clock.pending).toBe(1)
    await clock.runOut()
    expect(woke).toHaveLength(4)
    expect(clock.slept).toEqual([300, 100, 301, 100])
  })

  test('and sleeps again while the clock moves, is woken again', async () => {
    const clock = new ManualClock()
    const woke: string[] = []
    const sleep = sleeper(clock, woke)
    const work = (async () => {
      for (let i = 1; i <= 3; i++) await sleep(`${i}`, 100)
    })()
    await clock.advance(250)
    expect(woke).toEqual(['1 at 100', '2 at 200'])
    await clock.advance(50)
    await work
    expect(woke).toEqual(['1 at 100', '2 at 200', '3 at 300'])
  })

  test.each([0, -5, Number.NaN])('for %s ms need not wait for the clock', async (ms) => {
    const clock = new ManualClock()
    const before = clock.now()
    await clock.sleep(ms)
    expect(clock.now()).toBe(before)
    expect(clock.slept).toEqual([ms])
    expect(clock.pending).toBe(0)
  })

  test('for longer than any timer holds wakes when the machine would wake it', async () => {
    const clock = new ManualClock({ now: 0 })
    const sleep = clock.sleep(Number.POSITIVE_INFINITY)
    await clock.runOut()
    await sleep
    expect(clock.now()).toBe(2 ** 31 - 1)
  })

  test('leaves no listener, neither after waking nor after an abort', async () => {
    const clock = new ManualClock()
    const { signal } = new AbortController()
    const quiet = clock.sleep(10, signal)
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    await clock.advance(10)
    await quiet
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)

    const controller = new AbortController()
    const stopped = clock.sleep(10, controller.signal)
    controller.abort()
    await expect(stopped).rejects.toBeInstanceOf(AbortError)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    expect(clock.pending).toBe(0)

    await expect(clock.sleep(10, controller.signal)).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(clock.sleep(0, controller.signal)).rejects.toMatchObject({ code: 'ABORTED' })
    expect(clock.slept).toEqual([10, 10])
  })

  test('shows at once to who waits for a sleeper', async () => {
    const clock = new ManualClock()
    const seen = clock.sleeping().then(() => clock.pending)
    void clock.sleep(10)
    expect(await seen).toBe(1)
    await clock.sleeping()
  })

  test('need not come for a wait that is aborted, which leaves no listener', async () => {
    const clock = new ManualClock()
    const controller = new AbortController()
    const wait = clock.sleeping(controller.signal)
    controller.abort()
    await expect(wait).rejects.toBeInstanceOf(AbortError)
    await expect(clock.sleeping(controller.signal)).rejects.toBeInstanceOf(AbortError)
    const { signal } = new AbortController()
    const met = clock.sleeping(signal)
    void clock.sleep(10)
    await met
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  })
})

describe('work that sleeps on a manual clock', () => {
  /** Sleeps twice on the clock, with something between that the clock knows nothing of. */
  async function work(clock: ManualClock, fail = false): Promise<string> {
    await clock.sleep(1000)
    await readFile(new URL(import.meta.url))
    await clock.sleep(60_000)
    if (fail) throw new TypeError('it failed')
    return 'done'
  }

  test('is run to its end, and gives what it gives', async () => {
    const clock = new ManualClock()
    const startedAt = clock.now()
    expect(await clock.run(work(clock))).toBe('done')
    expect(clock.now() - startedAt).toBe(61_000)
    expect(clock.slept).toEqual([1000, 60_000])
  })

  test('is run to its end, and throws what it throws', async () => {
    const clock = new ManualClock()
    await expect(clock.run(work(clock, true))).rejects.toThrow('it failed')
    expect(clock.pending).toBe(0)
  })

  test('may be begun by the clock', async () => {
    const clock = new ManualClock()
    expect(await clock.run(() => work(clock))).toBe('done')
    await expect(
      clock.run(() => {
        throw new TypeError('at once')
      }),
    ).rejects.toThrow('at once')
  })

  test('need not sleep at all', async () => {
    const clock = new ManualClock()
    expect(await clock.run(Promise.resolve(5))).toBe(5)
    expect(clock.slept).toEqual([])
  })

  test('beside other work has both wake in the order of their times', async () => {
    const clock = new ManualClock()
    const woke: string[] = []
    const sleep = sleeper(clock, woke)
    await Promise.all([
      clock.run(sleep('long', 500)),
      clock.run(sleep('short', 200).then(() => sleep('between', 200))),
    ])
    expect(woke).toEqual(['short at 200', 'between at 400', 'long at 500'])
  })

  test('that is over leaves the clock standing still again', async () => {
    const clock = new ManualClock()
    await clock.run(clock.sleep(10))
    const woke: string[] = []
    void sleeper(clock, woke)('left', 10)
    for (let turn = 0; turn < 10; turn++) await turnOfTheLoop()
    expect(woke).toEqual([])
    await clock.runOut()
    expect(woke).toEqual(['left at 10'])
  })

  test('needs no run where the clock moves by itself', async () => {
    const clock = new ManualClock({ autoAdvance: true })
    const woke: string[] = []
    const sleep = sleeper(clock, woke)
    await Promise.all([work(clock), sleep('a', 500), sleep('b', 1500)])
    expect(woke).toEqual(['a at 500', 'b at 1500'])
    expect(clock.slept).toEqual([1000, 500, 1500, 60_000])
  })

  test('goes on under fake timers', async () => {
    vi.useFakeTimers()
    const clock = new ManualClock()
    const call = clock.run(clock.sleep(10).then(() => clock.sleep(20)))
    await call
    expect(clock.slept).toEqual([10, 20])
  })
})

test('for any sleeps and moves, nobody wakes too early, too late or out of order', async () => {
  const sleeps = fc.array(fc.nat(500), { maxLength: 20 })
  const moves = fc.array(fc.nat(200), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(sleeps, moves, async (durations, steps) => {
      const clock = new ManualClock({ now: 0 })
      const woken: { due: number; at: number }[] = []
      const all = durations.map((ms) =>
        clock.sleep(ms).then(() => void woken.push({ due: ms, at: clock.now() })),
      )
      for (const step of steps) {
        await clock.advance(step)
        const late = durations.filter((ms) => ms <= clock.now())
        expect(woken).toHaveLength(late.length)
      }
      await clock.runOut()
      await Promise.all(all)
      for (const { due, at } of woken) expect(at).toBe(due)
      expect(woken.map(({ due }) => due)).toEqual(durations.toSorted((a, b) => a - b))
    }),
    { numRuns: 100 },
  )
})
