import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOne } from './read-one.ts'

const room = { id: 1, name: 'General' }

describe('the resource in an answer', () => {
  test.each<[string, unknown, unknown]>([
    ['a bare resource', room, room],
    ['{ data }', { data: room }, room],
    ['{ success, data }', { success: true, data: room }, room],
    ['{ success, data, message }', { success: true, data: room, message: 'Room created' }, room],
    ['{ success, data, meta }', { success: true, data: room, meta: {} }, room],
    ['{ data, request_id, timestamp }', { data: room, request_id: 'r', timestamp: 'now' }, room],
    ['{ success, message: {…} }', { success: true, message: room }, room],
    ['{ success, data: {…}, message: {…} }', { success: true, data: room, message: { other: 1 } }, room],
    ['{ success, data: null, message: {…} }', { success: true, data: null, message: room }, room],
    ['a resource with a data field of its own', { id: 1, data: { a: 1 } }, { id: 1, data: { a: 1 } }],
    ['a resource called message, without success', { message: room }, { message: room }],
    ['{ data: null }', { success: true, data: null }, null],
    ['{ data: [] }', { data: [room] }, [room]],
    ['a text', 'plain', 'plain'],
    ['nothing', undefined, undefined],
    ['null', null, null],
    ['a list', [room], [room]],
    ['an empty object', {}, {}],
    ['a mere success', { success: true, message: 'Deleted' }, { success: true, message: 'Deleted' }],
  ])('is found in %s', (_, body, expected) => {
    expect(readOne(body)).toEqual(expected)
  })

  test('is looked for in any JSON without throwing, and made up by nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const found = readOne(body)
        expect(JSON.stringify(body)).toContain(JSON.stringify(found))
      }),
      { numRuns: 500 },
    )
  })

  test('is found in every envelope, whatever it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (resource) => {
        expect(readOne({ success: true, data: resource })).toBe(resource)
      }),
    )
  })
})
