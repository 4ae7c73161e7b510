import { ManualClock } from '@veza/resilience/testing'
import { describe, expect, test } from 'vitest'
import { within } from './within.ts'

const never = () => new Promise<never>(() => {})

describe('work that may take so long', () => {
  test('gives what it gives, and leaves no timer behind', async () => {
    const clock = new ManualClock()
    const { signal } = new AbortController()
    expect(await within(clock, 1000, signal, () => Promise.resolve(5))).toBe(5)
    await expect(within(clock, 1000, signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(clock.pending).toBe(0)
  })

  test('is not waited for longer, and is told', async () => {
    const clock = new ManualClock()
    let given: AbortSignal | undefined
    const late = within(clock, 1000, new AbortController().signal, (signal) => {
      given = signal
      return never()
    })
    const refused = expect(late).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true })
    await clock.advance(1000)
    await refused
    expect(given?.aborted).toBe(true)
  })

  test('its signal lives on when it has succeeded: it may have begun something', async () => {
    let given: AbortSignal | undefined
    await within(new ManualClock(), 1000, new AbortController().signal, (signal) => {
      given = signal
      return Promise.resolve()
    })
    expect(given?.aborted).toBe(false)
  })

  test('ends with its signal, whether or not the work heeds it', async () => {
    const clock = new ManualClock()
    const stop = new AbortController()
    const stopped = within(clock, 1000, stop.signal, never)
    stop.abort()
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(within(clock, 1000, stop.signal, never)).rejects.toMatchObject({ code: 'ABORTED' })
    await Promise.resolve()
    expect(clock.pending).toBe(0)
  })
})
