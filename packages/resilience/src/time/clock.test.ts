import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { AbortError } from '../errors/abort-error.ts'
import { abortError, systemClock } from './clock.ts'

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
}

afterEach(() => {
  vi.useRealTimers()
})

describe('the system clock', () => {
  test('tells the time of day', () => {
    const before = Date.now()
    const told = systemClock.now()
    expect(told).toBeGreaterThanOrEqual(before)
    expect(told).toBeLessThanOrEqual(Date.now())
  })

  test('sleeps for as long as it is told, and leaves no listener', async () => {
    const { signal } = new AbortController()
    const startedAt = performance.now()
    const sleep = systemClock.sleep(20, signal)
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    await sleep
    expect(performance.now() - startedAt).toBeGreaterThan(18)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('needs no signal', async () => {
    expect(await systemClock.sleep(0)).toBeUndefined()
  })

  test('wakes at once when aborted, and leaves no listener and no timer', async () => {
    const controller = new AbortController()
    const before = timers()
    const sleep = systemClock.sleep(60_000, controller.signal)
    expect(timers()).toBe(before + 1)
    controller.abort()
    await expect(sleep).rejects.toBeInstanceOf(AbortError)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    expect(timers()).toBe(before)
  })

  test('does not even begin with a signal that is aborted already', async () => {
    const signal = AbortSignal.abort()
    const before = timers()
    await expect(systemClock.sleep(60_000, signal)).rejects.toMatchObject({ code: 'ABORTED' })
    expect(timers()).toBe(before)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test.each([2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY])(
    'does not wake at once from a sleep of %d ms, which no timer can hold',
    async (ms) => {
      vi.useFakeTimers()
      const setTimer = vi.spyOn(globalThis, 'setTimeout')
      let awake = false
      const sleep = systemClock.sleep(ms).then(() => {
        awake = true
      })
      await vi.advanceTimersByTimeAsync(20 * 86_400_000)
      expect(awake).toBe(false)
      expect(setTimer.mock.calls[0]?.[1]).toBe(2 ** 31 - 1)
      await vi.advanceTimersByTimeAsync(5 * 86_400_000)
      await sleep
    },
  )
})

describe('the error of an aborted call', () => {
  test('is an AbortError that copies the reason', () => {
    const error = abortError(AbortSignal.abort(new Error('the user left "room 7"')))
    expect(error).toBeInstanceOf(AbortError)
    expect(error).toMatchObject({ code: 'ABORTED', retryable: false, cause: { message: 'the user left …' } })
  })

  test('keeps a DOMException by name, as of AbortSignal.timeout', () => {
    const error = abortError(AbortSignal.abort(new DOMException('too slow', 'TimeoutError')))
    expect(error.cause).toMatchObject({ name: 'TimeoutError', message: 'too slow' })
  })

  test('says so where the signal timed out, and nobody stopped it', async () => {
    const signal = AbortSignal.timeout(1)
    const error = await systemClock.sleep(60_000, signal).catch((aborted: unknown) => aborted)
    expect(error).toMatchObject({ code: 'ABORTED', message: 'The call was aborted: its signal timed out' })
    expect((error as AbortError).remedy).toMatch(/Give the signal more time/)
    expect(abortError(AbortSignal.any([signal])).message).toMatch(/timed out/)
    expect(abortError(AbortSignal.abort()).message).toBe('The call was aborted')
  })

  test('needs no signal, and no reason that is an error', () => {
    expect(abortError().cause).toBeUndefined()
    expect(abortError(AbortSignal.abort('canary')).cause).toBe('(string)')
  })
})
