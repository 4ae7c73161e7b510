import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { type AnyModel, fieldsOf, modelKey, modelValue } from '../../test/payloads.ts'
import type { Message, User } from '../index.ts'
import { readEvent, writeEvent } from './read-event.ts'
import { eventModels, type KnownVezaEvent, type VezaEvent, type VezaEventType } from './veza-event.ts'
import { vezaEvents } from './veza-events.ts'

const message = { id: '1024', room_id: 123, user_id: 7, content: 'Hello', message_type: 'text' }
const types = Object.keys(eventModels) as VezaEventType[]

describe('an event', () => {
  test('is read with its data as the resource it is about', () => {
    const wire = { id: 'evt_1', type: 'message.sent', timestamp: '2024-01-01T12:00:00Z', data: message }
    expect(readEvent(wire)).toEqual({
      id: 'evt_1',
      type: 'message.sent',
      timestamp: new Date('2024-01-01T12:00:00Z'),
      data: { id: 1024, roomId: 123, userId: 7, content: 'Hello', type: 'text' },
    })
  })

  test.each([
    ['the older name of its type', { event: 'message.sent', data: message }],
    [
      'a CloudEvent',
      {
        specversion: '1.0',
        source: '/veza',
        type: 'message.sent',
        time: '2024-01-01T12:00:00Z',
        data: message,
      },
    ],
    ['a number as id', { id: 5, type: 'message.sent', data: message }],
  ])('is read from %s', (_, wire) => {
    expect(readEvent(wire)).toMatchObject({ type: 'message.sent', data: { roomId: 123 } })
  })

  test.each([
    'user.created',
    'user.updated',
    'user.deleted',
    'user.login',
    'user.logout',
    'message.sent',
    'message.received',
    'room.created',
    'room.joined',
    'room.left',
    'stream.started',
    'stream.stopped',
    'stream.paused',
    'stream.resumed',
    'signal.created',
  ])('%s is known', (type) => {
    expect(readEvent({ type, data: { created_at: '2024-01-01T12:00:00Z' } })?.type).toBe(type)
  })

  test.each(['stream.exploded', 'constructor', '__proto__', 'unknown'])(
    'of the name %s passes through as unknown',
    (name) => {
      expect(readEvent({ type: name, data: { new_field: 1 } })).toEqual({
        type: 'unknown',
        name,
        data: { new_field: 1 },
      })
    },
  )

  test('whose data is no object passes through as unknown', () => {
    expect(readEvent({ type: 'user.created', data: 'x' })).toEqual({
      type: 'unknown',
      name: 'user.created',
      data: 'x',
    })
  })

  test.each([null, undefined, 'user.created', 7, [], {}, { type: '' }, { type: 7 }, { data: {} }])(
    'is not read from %o',
    (wire) => {
      expect(readEvent(wire)).toBeUndefined()
      expect(vezaEvents['~standard'].validate(wire).issues?.[0]?.path).toEqual(['type'])
    },
  )

  test('whose time is none has none', () => {
    expect(readEvent({ type: 'user.login', timestamp: 'soon', data: {} })).toEqual({
      type: 'user.login',
      data: {},
    })
  })

  test.each(types)('%s is the same after it was written and read', (type) => {
    const model = eventModels[type] as unknown as AnyModel
    const data = fieldsOf(model, modelValue, (key) => modelKey(model, key))
    fc.assert(
      fc.property(data, fc.option(fc.string({ minLength: 1 }), { nil: undefined }), (fields, id) => {
        const event = { type, ...(id !== undefined && { id }), timestamp: new Date(0), data: fields }
        expect(readEvent(writeEvent(event as unknown as KnownVezaEvent))).toEqual(event)
      }),
      { numRuns: 30 },
    )
  })

  test('tells the type of its data by its name', () => {
    const event = readEvent({ type: 'user.login', data: { id: 7 } }) as VezaEvent
    if (event.type === 'user.login') expectTypeOf(event.data).toEqualTypeOf<User>()
    if (event.type === 'message.received') expectTypeOf(event.data).toEqualTypeOf<Message>()
    if (event.type === 'unknown') expectTypeOf(event.data).toEqualTypeOf<unknown>()
    expect(event.type).toBe('user.login')
  })

  test('is what the schema returns', () => {
    const wire = { type: 'room.joined', data: { room_id: 1, user_id: 2 } }
    expect(vezaEvents['~standard'].validate(wire)).toEqual({ value: readEvent(wire) })
  })
})
