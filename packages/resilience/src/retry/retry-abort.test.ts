import { getEventListeners } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { AbortError } from '../errors/abort-error.ts'
import { ConnectionError } from '../errors/connection-error.ts'
import { ManualClock } from '../testing/manual-clock.ts'
import { retry } from './retry.ts'

const judge = () => ({ retry: true, ambiguous: false, minDelayMs: 1000 })

function reset(): ConnectionError {
  return new ConnectionError('Reset', { code: 'CONNECTION_RESET', remedy: 'Try again.' })
}

describe('aborting between attempts', () => {
  test('ends the call at once with an AbortError, and leaves no timer and no listener', async () => {
    const clock = new ManualClock()
    const controller = new AbortController()
    const attempt = vi.fn(() => Promise.reject(reset()))
    const call = retry(attempt, { judge, clock, signal: controller.signal })
    await clock.sleeping()
    expect(clock.pending).toBe(1)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1)

    controller.abort(new Error('the user left'))

    const error = await call.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AbortError)
    expect(error).toMatchObject({ code: 'ABORTED', attempts: 1, cause: { message: 'the user left' } })
    expect(attempt).toHaveBeenCalledTimes(1)
    expect(clock.pending).toBe(0)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  })

  test('counts the attempts made so far', async () => {
    const clock = new ManualClock()
    const controller = new AbortController()
    const call = retry(() => Promise.reject(reset()), {
      judge,
      clock,
      random: () => 0,
      signal: controller.signal,
    })
    await clock.sleeping()
    await clock.advance(1000)
    await clock.sleeping()
    controller.abort()
    await expect(call).rejects.toMatchObject({ code: 'ABORTED', attempts: 2 })
  })

  test('that happened before the delay begins is noticed too', async () => {
    const clock = new ManualClock()
    const controller = new AbortController()
    const call = retry(
      () => {
        controller.abort()
        return Promise.reject(reset())
      },
      { judge, clock, signal: controller.signal },
    )
    await expect(call).rejects.toBeInstanceOf(AbortError)
    expect(clock.slept).toEqual([])
  })
})

describe('a signal that is never aborted', () => {
  test('has no listener left after many calls that were retried', async () => {
    const clock = new ManualClock()
    const { signal } = new AbortController()
    const add = vi.spyOn(signal, 'addEventListener')
    for (let i = 0; i < 50; i++) {
      const call = retry((number) => (number === 1 ? Promise.reject(reset()) : Promise.resolve(i)), {
        judge,
        clock,
        random: () => 0,
        signal,
      })
      await clock.sleeping()
      await clock.runOut()
      expect(await call).toBe(i)
    }
    expect(add).toHaveBeenCalledTimes(50)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    expect(clock.pending).toBe(0)
  })
})
