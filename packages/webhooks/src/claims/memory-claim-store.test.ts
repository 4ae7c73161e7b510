import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryClaimStore } from './memory-claim-store.ts'

describe('claims in memory', () => {
  test('are given once, until they end', () => {
    let time = 0
    const store = memoryClaimStore({ now: () => time })
    expect(store.claim('a', 100)).toBe(true)
    time = 99
    expect(store.claim('a', 100)).toBe(false)
    time = 100
    expect(store.claim('a', 100)).toBe(true)
  })

  test('are free again when they are given up', async () => {
    const store = memoryClaimStore()
    expect(store.claim('a', 1000)).toBe(true)
    await store.release('a')
    await store.release('never claimed')
    expect(store.claim('a', 1000)).toBe(true)
  })

  test('are bounded: the oldest goes', () => {
    const store = memoryClaimStore({ maxEntries: 2, now: () => 0 })
    for (const id of ['a', 'b', 'c']) expect(store.claim(id, 1000)).toBe(true)
    expect(store.claim('b', 1000)).toBe(false)
    expect(store.claim('c', 1000)).toBe(false)
    expect(store.claim('a', 1000)).toBe(true)
    expect(store.claim('b', 1000)).toBe(true)
  })

  test('that have ended make room before one that holds does', () => {
    let time = 0
    const store = memoryClaimStore({ maxEntries: 2, now: () => time })
    expect(store.claim('short', 10)).toBe(true)
    expect(store.claim('long', 1000)).toBe(true)
    time = 20
    expect(store.claim('new', 1000)).toBe(true)
    expect(store.claim('long', 1000)).toBe(false)
  })

  test('are given to exactly one of many who ask at once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 50 }), (ids) => {
        const store = memoryClaimStore({ now: () => 0 })
        const given = ids.filter((id) => store.claim(id, 1000) === true)
        expect(given.toSorted()).toEqual([...new Set(ids)].toSorted())
      }),
    )
  })

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5'])('cannot be %s many', (maxEntries) => {
    expect(() => memoryClaimStore({ maxEntries: maxEntries as number })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    )
  })
})
