import { afterEach, expect, test, vi } from 'vitest'
import { randomId } from './random-id.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

afterEach(() => {
  vi.unstubAllGlobals()
})

test('an id is a random UUID', () => {
  expect(randomId()).toMatch(uuid)
  expect(randomId()).not.toBe(randomId())
})

test('and so it is in a page that came over plain HTTP', () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  const ids = Array.from({ length: 1000 }, randomId)
  for (const id of ids) expect(id).toMatch(uuid)
  expect(new Set(ids).size).toBe(1000)
})
