import type { RoomMessage } from '@veza/protocol/realtime'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SeenMessages } from './seen-messages.ts'

function message(id: number | undefined, content = ''): RoomMessage {
  return { roomId: 1, userId: 2, content, createdAt: new Date(0), ...(id !== undefined && { id }) }
}

/** What it should do, written down as plainly as can be. */
class Plainly {
  readonly #seen: (number | string)[] = []
  #floor = 0

  startAfter(id: number): void {
    this.#floor = Math.max(this.#floor, id)
  }

  isNew({ id, content }: RoomMessage): boolean {
    const key = id ?? content
    if (typeof key === 'number' && key <= this.#floor) return false
    if (this.#seen.includes(key)) return false
    this.#seen.push(key)
    if (this.#seen.length > 2048) this.#floor = Math.max(this.#floor, Number(this.#seen.shift()))
    return true
  }
}

test('messages with ids, in whatever order, are new once; what is older than all that are remembered is not', () => {
  const around = fc.integer({ min: -2500, max: 30 })
  fc.assert(
    fc.property(fc.array(around, { minLength: 50, maxLength: 400 }), fc.nat(2), (steps, start) => {
      const [seen, plainly] = [new SeenMessages(), new Plainly()]
      if (start > 0) {
        seen.startAfter(start)
        plainly.startAfter(start)
      }
      let newest = 0
      for (let id = 1; id <= 2100; id++) expect(seen.isNew(message(id))).toBe(plainly.isNew(message(id)))
      newest = 2100
      for (const step of steps) {
        const id = Math.max(1, newest + step)
        newest = Math.max(newest, id)
        expect(seen.isNew(message(id))).toBe(plainly.isNew(message(id)))
        expect(seen.has(message(id))).toBe(true)
      }
      expect(seen.newest).toBe(newest)
    }),
    { numRuns: 10 },
  )
})

test('messages without ids are known by their contents, the last 2,048 at least', () => {
  const seen = new SeenMessages()
  expect(seen.has(message(undefined, 'a'))).toBe(false)
  for (let number = 0; number < 5000; number++) {
    expect(seen.isNew(message(undefined, String(number)))).toBe(true)
    expect(seen.size).toBeLessThanOrEqual(2 * 2048)
  }
  for (let number = 5000 - 2048; number < 5000; number++)
    expect(seen.isNew(message(undefined, String(number)))).toBe(false)
  expect(seen.newest).toBeUndefined()
})

test('a message that came without its id is known when history has it with one', () => {
  const seen = new SeenMessages()
  expect(seen.isNew(message(undefined, 'a'))).toBe(true)
  expect(seen.has(message(7, 'a'))).toBe(true)
  expect(seen.isNew(message(8, 'b'))).toBe(true)
})
