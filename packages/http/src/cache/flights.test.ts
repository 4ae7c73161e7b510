import { describe, expect, test, vi } from 'vitest'
import { Flights } from './flights.ts'

describe('callers who want the same', () => {
  test('share the work, and the next one begins anew', async () => {
    const flights = new Flights<number>()
    const work = vi.fn(() => Promise.resolve(7))
    const joined = [1, 2, 3].map(() => flights.join('key', undefined, work))
    expect(await Promise.all(joined)).toEqual([7, 7, 7])
    expect(work).toHaveBeenCalledTimes(1)
    await flights.join('key', undefined, work)
    expect(work).toHaveBeenCalledTimes(2)
  })

  test('share its failure', async () => {
    const flights = new Flights<number>()
    const fail = () => Promise.reject(new Error('down'))
    const joined = [1, 2].map(() => flights.join('key', undefined, fail))
    expect(await Promise.allSettled(joined)).toMatchObject([
      { reason: { message: 'down' } },
      { reason: { message: 'down' } },
    ])
  })

  test('do not end it for each other: it goes on while anyone waits', async () => {
    const flights = new Flights<number>()
    const done = Promise.withResolvers<number>()
    let seen: AbortSignal | undefined
    const work = (signal: AbortSignal) => {
      seen = signal
      return done.promise
    }
    const first = new AbortController()
    const one = flights.join('key', first.signal, work)
    const two = flights.join('key', undefined, work)
    first.abort()
    await expect(one).rejects.toMatchObject({ code: 'ABORTED' })
    expect(seen?.aborted).toBe(false)
    done.resolve(1)
    expect(await two).toBe(1)
  })

  test('end it when the last one leaves, and who comes then begins anew', async () => {
    const flights = new Flights<number>()
    const signals: AbortSignal[] = []
    const work = (signal: AbortSignal) => {
      signals.push(signal)
      return new Promise<number>((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('ended'))),
      )
    }
    const controllers = [new AbortController(), new AbortController()]
    const joined = controllers.map(({ signal }) => flights.join('key', signal, work))
    for (const controller of controllers) controller.abort()
    await Promise.allSettled(joined)
    expect(signals).toHaveLength(1)
    expect(signals[0]?.aborted).toBe(true)
    expect(await flights.join('key', undefined, () => Promise.resolve(2))).toBe(2)
  })

  test('who gave up before does not even begin', async () => {
    const work = vi.fn(() => Promise.resolve(1))
    await expect(new Flights<number>().join('key', AbortSignal.abort(), work)).rejects.toMatchObject({
      code: 'ABORTED',
    })
    expect(work).not.toHaveBeenCalled()
  })
})
