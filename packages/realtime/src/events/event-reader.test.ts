import { Reader } from '@veza/protocol/reader'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFrame } from '../frames/decode-frame.ts'
import { EventReader, roomIdOf } from './event-reader.ts'

function read(type: string, payload: object) {
  const malformed: string[] = []
  const reader = new EventReader(new Reader(), (what) => malformed.push(what))
  const event = reader.read({ type, payload: { ...payload }, epoch: undefined, seq: undefined }, 1)
  return { event, malformed }
}

const message = { room_id: 1, user_id: 7, content: 'a', timestamp: '2026-01-01T00:00:00Z' }

describe('reading an event', () => {
  test.each<[string, object, object]>([
    ['message', message, { message: { userId: 7, content: 'a' } }],
    ['message_updated', message, { message: { userId: 7, content: 'a' } }],
    ['message_deleted', { room_id: 1, id: 5 }, { messageId: 5 }],
    ['user_joined', { user_id: 7 }, { user: { userId: 7 } }],
    ['user_left', { user_id: 7 }, { user: { userId: 7 } }],
    ['typing', { user_id: 7 }, { user: { userId: 7 } }],
    ['presence', { user_id: 7, status: 'away' }, { presence: { userId: 7, status: 'away' } }],
  ])('of type %s', (type, payload, expected) => {
    const { event, malformed } = read(type, payload)
    expect(event).toMatchObject({ type, roomId: 1, ...expected })
    expect(malformed).toEqual([])
    const broken = read(type, {})
    expect(broken.event).toEqual({ type: 'unknown', name: type, payload: {}, roomId: 1 })
    expect(broken.malformed).toEqual([`an event of type "${type}" that breaks the contract`])
  })

  test('of a type that is not known is no fault', () => {
    expect(read('weather', {})).toEqual({
      event: { type: 'unknown', name: 'weather', payload: {}, roomId: 1 },
      malformed: [],
    })
  })

  test('whatever JSON comes, nothing throws and no prototype is tainted', () => {
    const reader = new EventReader(new Reader(), () => {})
    const types = ['message', 'message_updated', 'message_deleted', 'user_joined', 'typing', 'presence', 'x']
    const names = ['room_id', 'user_id', 'content', 'timestamp', 'metadata', 'id', '__proto__', 'constructor']
    const payloads = fc.dictionary(fc.constantFrom(...names), fc.jsonValue())
    fc.assert(
      fc.property(fc.constantFrom(...types), payloads, (type, payload) => {
        const frame = decodeFrame(JSON.stringify({ type, payload, epoch: 'e', seq: 1 }))
        if (frame === undefined) return
        const event = reader.read(frame, 1)
        expect(event).toMatchObject({ epoch: 'e', seq: 1, roomId: 1 })
        expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
      }),
      { numRuns: 500 },
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

test.each<[unknown, number | undefined]>([
  [1, 1],
  ['123', 123],
  [2 ** 53 - 1, 2 ** 53 - 1],
  [2 ** 53, undefined],
  ['9007199254740993', undefined],
  ['0', undefined],
  ['01', undefined],
  ['1.5', undefined],
  [0, undefined],
  [-1, undefined],
  [1.5, undefined],
  [null, undefined],
  [{}, undefined],
  [undefined, undefined],
])('%o names the room %o', (id, expected) => {
  expect(roomIdOf({ room_id: id })).toBe(expected)
})
