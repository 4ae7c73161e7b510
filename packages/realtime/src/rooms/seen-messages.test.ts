import type { RoomMessage } from '@veza/protocol/realtime'
import { describe, expect, test } from 'vitest'
import { SeenMessages } from './seen-messages.ts'

const message = (id: number | undefined, content = `message ${id}`): RoomMessage => ({
  ...(id !== undefined && { id }),
  roomId: 1,
  userId: 7,
  content,
  createdAt: new Date(5),
})

describe('messages that were seen', () => {
  test('are known by their ids', () => {
    const seen = new SeenMessages()
    expect([1, 2, 1, 2, 3].map((id) => seen.isNew(message(id)))).toEqual([true, true, false, false, true])
    expect(seen.newest).toBe(3)
  })

  test('or by who wrote what when, where there are none', () => {
    const seen = new SeenMessages()
    expect(seen.isNew(message(undefined, 'a'))).toBe(true)
    expect(seen.isNew(message(undefined, 'a'))).toBe(false)
    expect(seen.isNew(message(undefined, 'b'))).toBe(true)
    expect(seen.newest).toBeUndefined()
  })

  test('live without an id and in history with one are the same, whichever comes first', () => {
    const seen = new SeenMessages()
    seen.isNew(message(undefined, 'a'))
    expect(seen.isNew(message(1, 'a'), true)).toBe(false)
    expect(seen.isNew(message(2, 'b'), true)).toBe(true)
    expect(seen.isNew(message(undefined, 'b'))).toBe(false)
  })

  test('of the same text are two where the server sends ids', () => {
    const seen = new SeenMessages()
    expect(seen.isNew(message(1, 'a'))).toBe(true)
    expect(seen.isNew(message(2, 'a'))).toBe(true)
    expect(seen.isNew(message(3, 'a'), true)).toBe(true)
  })

  test('up to a beginning are none of ours', () => {
    const seen = new SeenMessages()
    seen.startAfter(10)
    seen.startAfter(5)
    expect([9, 10, 11].map((id) => seen.isNew(message(id)))).toEqual([false, false, true])
  })

  test('are forgotten after 2048, and older ones count as seen', () => {
    const seen = new SeenMessages()
    for (let id = 1; id <= 5000; id++) seen.isNew(message(id))
    // Two halves: the older is forgotten as a whole.
    expect(seen.size).toBeLessThanOrEqual(4096)
    expect([1, 2000, 4999].map((id) => seen.isNew(message(id)))).toEqual([false, false, false])
    const withoutIds = new SeenMessages()
    for (let n = 0; n < 5000; n++) withoutIds.isNew(message(undefined, `text ${n}`))
    expect(withoutIds.size).toBeLessThanOrEqual(4096)
  })
})
