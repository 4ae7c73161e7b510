import { getEventListeners } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { Cancellation } from './cancellation.ts'

const gaveUp = () => new Error('gave up')
const late = () => new Error('late')
const forever = () => new Promise<never>(() => undefined)

describe('a cancellation', () => {
  test('ends a race when the caller gives up, with the error it was told to give', async () => {
    const controller = new AbortController()
    const cancellation = new Cancellation(controller.signal, gaveUp)
    const race = cancellation.race(forever)
    controller.abort()
    await expect(race).rejects.toThrow('gave up')
    expect(() => cancellation.throwIfCancelled()).toThrow('gave up')
  })

  test('by a signal that was aborted before starts no work', async () => {
    const work = vi.fn(forever)
    const cancellation = new Cancellation(AbortSignal.abort(), gaveUp)
    await expect(cancellation.race(work)).rejects.toThrow('gave up')
    expect(work).not.toHaveBeenCalled()
    expect(cancellation.signal.aborted).toBe(true)
  })

  test('ends a race when its time is up, and only the first reason counts', async () => {
    const controller = new AbortController()
    const cancellation = new Cancellation(controller.signal, gaveUp)
    const race = cancellation.race(forever)
    cancellation.limit(1, late)
    await expect(race).rejects.toThrow('late')
    controller.abort()
    expect(cancellation.signal.reason).toMatchObject({ message: 'late' })
  })

  test('with no time left is over at once', () => {
    const cancellation = new Cancellation(undefined)
    cancellation.limit(0, late)
    expect(() => cancellation.throwIfCancelled()).toThrow('late')
  })

  test('takes a later limit in place of an earlier one', async () => {
    const cancellation = new Cancellation(undefined)
    cancellation.limit(1, () => new Error('earlier'))
    cancellation.limit(20, late)
    await expect(cancellation.race(forever)).rejects.toThrow('late')
  })

  test('with a limit beyond what a timer holds does not end at once', async () => {
    const cancellation = new Cancellation(undefined)
    cancellation.limit(Number.POSITIVE_INFINITY, late)
    await new Promise((resolve) => setTimeout(resolve, 5))
    cancellation.throwIfCancelled()
    cancellation.end()
  })

  test('gives what the work came to, and its error', async () => {
    const cancellation = new Cancellation(undefined)
    expect(await cancellation.race(() => Promise.resolve(7))).toBe(7)
    await expect(cancellation.race(() => Promise.reject(new Error('its own')))).rejects.toThrow('its own')
  })

  test('of a part ends with the whole, and not the other way round', () => {
    const whole = new Cancellation(undefined)
    const part = new Cancellation(whole)
    const other = new Cancellation(whole)
    part.limit(0, late)
    whole.throwIfCancelled()
    other.throwIfCancelled()
    whole.limit(0, () => new Error('the whole'))
    expect(() => other.throwIfCancelled()).toThrow('the whole')
    expect(() => part.throwIfCancelled()).toThrow('late')
  })

  test('tells each listener once, none that left, and at once who comes late', () => {
    const cancellation = new Cancellation(undefined)
    const [stays, leaves, comesLate] = [vi.fn(), vi.fn(), vi.fn()]
    cancellation.onCancel(stays)
    cancellation.onCancel(leaves)()
    cancellation.limit(0, late)
    cancellation.limit(0, gaveUp)
    cancellation.onCancel(comesLate)
    expect(stays).toHaveBeenCalledTimes(1)
    expect(leaves).not.toHaveBeenCalled()
    expect(comesLate).toHaveBeenCalledWith(expect.objectContaining({ message: 'late' }))
  })

  test('that is over leaves nothing on the caller’s signal, and makes no signal that nobody asked for', () => {
    const controller = new AbortController()
    const made = vi.spyOn(globalThis, 'AbortController')
    const cancellation = new Cancellation(controller.signal)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1)
    cancellation.limit(1000, late)
    cancellation.end()
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    expect(made).not.toHaveBeenCalled()
    made.mockRestore()
  })
})
