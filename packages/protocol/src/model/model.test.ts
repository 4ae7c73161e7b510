import { describe, expect, expectTypeOf, test } from 'vitest'
import { int64, nullable, optional, record, text, time } from '../fields/field.ts'
import { messageModel, userModel } from '../index.ts'
import { type Fields, model, snakeCase } from './model.ts'

const user = {
  id: 7,
  email: 'ada@veza.app',
  username: 'ada',
  first_name: 'Ada',
  last_name: null,
  roles: ['admin'],
  created_at: '2024-01-01T12:00:00.123456Z',
}

describe('reading', () => {
  test('turns snake_case into camelCase and times into dates', () => {
    expect(userModel.read(user)).toStrictEqual({
      id: 7,
      email: 'ada@veza.app',
      username: 'ada',
      firstName: 'Ada',
      lastName: null,
      roles: ['admin'],
      createdAt: new Date('2024-01-01T12:00:00.123Z'),
    })
  })

  test('keeps a field it does not know under the name it came with', () => {
    expect(userModel.read({ ...user, last_seen_at: '2024-01-01T00:00:00Z' })).toMatchObject({
      last_seen_at: '2024-01-01T00:00:00Z',
    })
  })

  test('leaves the keys inside metadata alone', () => {
    const metadata = { created_at: 'yesterday', camelCase: 1, nested: { user_id: '12' } }
    expect(messageModel.read({ metadata }).metadata).toEqual(metadata)
  })

  test('takes metadata for what it is, also when it looks like an SQL null', () => {
    const metadata = { Valid: false, note: 'kept' }
    expect(messageModel.read({ metadata }).metadata).toEqual(metadata)
    expect(messageModel.read({ metadata: null }).metadata).toBeNull()
  })

  test('reads a renamed field under its name here', () => {
    expect(messageModel.read({ message_type: 'image' })).toStrictEqual({ type: 'image' })
    expect(messageModel.write({ type: 'image' })).toStrictEqual({ message_type: 'image' })
  })

  test('lets a known field win over an unknown one of the same name, whichever comes first', () => {
    const unknown = { createdAt: 'canary', type: 'canary' }
    const known = {
      created_at: '2024-01-01T00:00:00Z',
      message_type: 'text',
      updated_at: null,
      updatedAt: 'canary',
    }
    for (const wire of [
      { ...unknown, ...known },
      { ...known, ...unknown },
    ]) {
      expect(messageModel.read(wire)).toStrictEqual({
        createdAt: new Date('2024-01-01T00:00:00Z'),
        type: 'text',
        updatedAt: null,
      })
    }
  })

  test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'keeps an unknown field called %s, although every object has one',
    (name) => {
      const value = userModel.read({ [name]: 'mine' })
      expect(Object.entries(value)).toEqual([[name, 'mine']])
      expect(userModel.write(value)).toStrictEqual({ [name]: 'mine' })
    },
  )

  test('drops __proto__, so that no payload gives the model a prototype', () => {
    const wire = JSON.parse('{"id": 1, "__proto__": {"isAdmin": true}}') as Record<string, unknown>
    const value = userModel.read(wire)
    expect(value).toStrictEqual({ id: 1 })
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect('isAdmin' in value).toBe(false)
    expect(Object.getPrototypeOf(userModel.write(wire))).toBe(Object.prototype)
  })
})

describe('writing', () => {
  test('leaves out what is undefined, and keeps null', () => {
    const value: Record<string, unknown> = { firstName: undefined, lastName: null }
    expect(userModel.write(value)).toStrictEqual({ last_name: null })
  })

  test('takes a part of a model', () => {
    expect(userModel.write({ createdAt: new Date(0) })).toStrictEqual({
      created_at: '1970-01-01T00:00:00.000Z',
    })
  })

  test('keeps a date that is none, rather than throw', () => {
    const invalid = new Date(Number.NaN)
    expect(userModel.write({ createdAt: invalid })['created_at']).toBe(invalid)
  })
})

describe('a model', () => {
  interface Thing {
    readonly id: number
    readonly bornAt: Date
    readonly note?: string | null
    readonly extra?: Record<string, unknown>
  }

  test('has its name and its fields by their wire names', () => {
    const thing = model<Thing>(
      'thing',
      { id: int64, bornAt: time, note: optional(nullable(text)), extra: optional(record) },
      { note: 'remark' },
    )
    expect(thing.name).toBe('thing')
    expect(Object.keys(thing.wireFields)).toEqual(['id', 'born_at', 'remark', 'extra'])
  })

  test('accepts for each property only a field of its type', () => {
    expectTypeOf<{
      id: typeof int64
      bornAt: typeof time
      note: ReturnType<typeof optional<string | null>>
      extra: ReturnType<typeof optional<Record<string, unknown>>>
    }>().toExtend<Fields<Thing>>()
    expectTypeOf<typeof text>().not.toExtend<Fields<Thing>['id']>()
    expectTypeOf<typeof text>().not.toExtend<Fields<Thing>['bornAt']>()
    expectTypeOf<typeof text>().not.toExtend<Fields<Thing>['note']>()
    expectTypeOf<ReturnType<typeof optional<number>>>().not.toExtend<Fields<Thing>['note']>()
    expectTypeOf<{ id: typeof int64 }>().not.toExtend<Fields<Thing>>()
    expect(optional(text)).toEqual({ type: 'optional', of: text })
  })
})

describe('snakeCase', () => {
  test.each([
    ['createdAt', 'created_at'],
    ['id', 'id'],
    ['replyToId', 'reply_to_id'],
    ['', ''],
  ])('of "%s" is "%s"', (camel, snake) => {
    expect(snakeCase(camel)).toBe(snake)
  })
})
