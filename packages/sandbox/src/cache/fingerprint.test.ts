import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.ts'

const printOf = (bytes: Uint8Array) => fingerprint(Uint8Array.from(bytes).buffer)

test('the same body has the same print, in hex', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(printOf(bytes)).toBe(printOf(bytes))
      expect(printOf(bytes)).toMatch(/^[0-9a-f]{17,}$/)
    }),
  )
})

test('a body in which bits were changed, or bytes added, has another print', () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 4,
  })
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), changes, (bytes, flips) => {
      const changed = Uint8Array.from(bytes)
      for (const [place, bits] of flips) {
        const at = place % bytes.length
        changed[at] = (changed[at] ?? 0) ^ bits
      }
      fc.pre(Buffer.compare(bytes, changed) !== 0)
      expect(printOf(changed)).not.toBe(printOf(bytes))
      expect(printOf(Buffer.concat([bytes, Buffer.from([0])]))).not.toBe(printOf(bytes))
    }),
    { numRuns: 2000 },
  )
})

test('of 200,000 bodies that differ a little, none have the same print', () => {
  const prints = new Set<string>()
  for (let i = 0; i < 200_000; i++) prints.add(printOf(new TextEncoder().encode(`{"id":${i},"a":${i % 7}}`)))
  expect(prints.size).toBe(200_000)
})
