import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CacheEntry } from './cache-store.ts'
import { MemoryStore } from './memory-store.ts'

function entry(text: string): CacheEntry {
  return { status: 200, url: '', headers: [], text, policy: {} }
}

describe('a store in memory', () => {
  test('gives what was set, and nothing else', () => {
    const store = new MemoryStore(10_000)
    store.set('users', 'a', entry('1'))
    expect(store.get('users', 'a')?.text).toBe('1')
    expect(store.get('users', 'b')).toBeUndefined()
    expect(store.get('rooms', 'a')).toBeUndefined()
  })

  test('drops what was not used for longest', () => {
    const store = new MemoryStore(3500)
    for (const key of ['a', 'b', 'c']) store.set('g', key, entry(key))
    store.get('g', 'a')
    store.set('g', 'd', entry('d'))
    expect(['a', 'b', 'c', 'd'].map((key) => store.get('g', key)?.text)).toEqual(['a', undefined, 'c', 'd'])
  })

  test('keeps nothing that is larger than itself, not even what it had under that name', () => {
    const store = new MemoryStore(1500)
    store.set('g', 'a', entry('x'))
    store.set('g', 'a', entry('x'.repeat(1000)))
    expect(store.get('g', 'a')).toBeUndefined()
    expect(store.bytes).toBe(0)
  })

  test('forgets a group as a whole', () => {
    const store = new MemoryStore(100_000)
    for (const group of ['g', 'h']) store.set(group, 'a', entry('x'))
    store.clear('g')
    expect(store.get('g', 'a')).toBeUndefined()
    expect(store.get('h', 'a')).toBeDefined()
  })

  test('never takes more than it may, whatever is done with it', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const step = fc.oneof(
      fc.record({ do: fc.constant('set' as const), key, size: fc.nat(4000) }),
      fc.record({ do: fc.constant('get' as const), key, size: fc.constant(0) }),
      fc.record({ do: fc.constant('clear' as const), key, size: fc.constant(0) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const store = new MemoryStore(10_000)
        for (const { do: action, key: name, size } of steps) {
          if (action === 'set') store.set(name < 'd' ? 'g' : 'h', name, entry('x'.repeat(size)))
          else if (action === 'get') store.get('g', name)
          else store.clear('g')
          expect(store.bytes).toBeLessThanOrEqual(10_000)
          expect(store.bytes).toBeGreaterThanOrEqual(0)
        }
        store.clear('g')
        store.clear('h')
        expect(store.bytes).toBe(0)
      }),
    )
  })
})
