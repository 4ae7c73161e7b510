import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { PlatformTime } from './platform-time.ts'

const hour = 3_600_000
const isNear = (time: number, expected: number) => Math.abs(time - expected) < 10_000

test('work that waits sees its own clock, and what runs beside it the true one', async () => {
  const original = globalThis.Date
  const ahead = new PlatformTime(() => Date.now() + hour)
  const behind = new PlatformTime(() => Date.now() - hour)
  const look = async () => {
    await setTimeout(5)
    return [Date.now(), Date.parse(new Date().toISOString()), Date.parse(Date())]
  }
  const truth = original.now()
  const [first, second, beside] = await Promise.all([ahead.run(look), behind.run(look), look()])
  for (const time of first) expect(isNear(time, truth + hour)).toBe(true)
  for (const time of second) expect(isNear(time, truth - hour)).toBe(true)
  for (const time of beside) expect(isNear(time, truth)).toBe(true)
  expect(globalThis.Date).toBe(original)
})

test('dates are dates, whoever made them', async () => {
  const before = new Date(0)
  await new PlatformTime(() => hour).run(async () => {
    expect(before instanceof Date).toBe(true)
    expect(new Date(5).getTime()).toBe(5)
    expect(new Date(2026, 0, 1)).toEqual(new Date('2026-01-01T00:00:00'))
    expect(Date.UTC(1970, 0, 1)).toBe(0)
    expect(new Date().toISOString()).toBe(new Date(hour).toISOString())
  })
})

test('a clock that is right wraps nothing, and work that fails puts back what was there', async () => {
  const original = globalThis.Date
  await new PlatformTime(Date.now).run(async () => expect(globalThis.Date).toBe(original))
  const failing = new PlatformTime(() => 0).run(async () => {
    expect(globalThis.Date).not.toBe(original)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(globalThis.Date).toBe(original)
})

test('another wrapper that comes and goes is left alone', async () => {
  const original = globalThis.Date
  const other = class extends original {}
  await new PlatformTime(() => 0).run(async () => {
    globalThis.Date = other as DateConstructor
  })
  expect(globalThis.Date).toBe(other)
  globalThis.Date = original
})
