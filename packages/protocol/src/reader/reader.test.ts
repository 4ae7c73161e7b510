import { afterEach, describe, expect, test, vi } from 'vitest'
import { int64, list, nullable, openEnum, optional, record, text, time } from '../fields/field.ts'
import { liveStreamModel, messageModel, userModel } from '../index.ts'
import { type Fields, model, type WireObject } from '../model/model.ts'
import { readCode } from './read-code.ts'
import { Reader } from './reader.ts'

afterEach(() => vi.unstubAllGlobals())

const user = {
  id: 7,
  email: 'ada@veza.app',
  username: 'ada',
  first_name: 'Ada',
  last_name: null,
  roles: ['admin'],
  created_at: '2024-01-01T12:00:00.123456Z',
}

describe.each([
  ['generated', true],
  ['interpreted', false],
])('a reader with %s code', (_, generateCode) => {
  const readers = new Reader({ generateCode })
  const read = readers.for(userModel)

  test('makes a plain object, without the fields that are missing', () => {
    const value = read(user)
    expect(value).toStrictEqual({
      id: 7,
      email: 'ada@veza.app',
      username: 'ada',
      firstName: 'Ada',
      lastName: null,
      roles: ['admin'],
      createdAt: new Date('2024-01-01T12:00:00.123Z'),
    })
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(read({ ...user, updated_at: null }) ?? {})).toEqual([
      'id',
      'email',
      'username',
      'firstName',
      'lastName',
      'roles',
      'createdAt',
      'updatedAt',
    ])
  })

  test('gives a date to each object: dates can be changed', () => {
    const [first, second] = [read(user), read(user)]
    expect(first?.createdAt).not.toBe(second?.createdAt)
  })

  test('keeps fields that the model does not know, and tells their names', () => {
    const told: string[] = []
    const value = read(
      { ...user, last_seen_at: '2024-01-01T00:00:00Z', createdAt: 'mine', gone: undefined },
      (name) => told.push(name),
    )
    expect(value).toMatchObject({
      last_seen_at: '2024-01-01T00:00:00Z',
      createdAt: new Date(user.created_at),
    })
    expect(value).not.toHaveProperty('gone')
    expect(told).toEqual(['last_seen_at', 'createdAt'])
    expect(read({ ...user, colour: 'red' })).toHaveProperty('colour', 'red')
  })

  test('drops __proto__, so that no payload gives the model a prototype', () => {
    const told: string[] = []
    const wire = JSON.parse(
      `${JSON.stringify(user).slice(0, -1)},"__proto__":{"isAdmin":true}}`,
    ) as WireObject
    const value = read(wire, (name) => told.push(name))
    expect(value).toStrictEqual(read(user))
    expect('isAdmin' in (value ?? {})).toBe(false)
    expect(told).toEqual([])
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
  })

  test.each(['constructor', 'toString', 'hasOwnProperty'])('keeps an unknown field called %s', (name) => {
    expect(Object.entries(read({ ...user, [name]: 'mine' }) ?? {})).toContainEqual([name, 'mine'])
  })

  test.each([
    ['a missing field', { ...user, id: undefined }],
    ['a bad id', { ...user, id: 'x' }],
    ['a bad item', { ...user, roles: ['a', 1] }],
    ['a bad optional field', { ...user, first_name: 1 }],
    ['a bad time', { ...user, created_at: 'soon' }],
    ['nothing at all', {}],
  ])('gives undefined for %s', (_, wire) => {
    expect(read(wire)).toBeUndefined()
  })

  test('reads what platforms write in place of the usual', () => {
    const value = read({
      ...user,
      id: '7',
      first_name: { String: 'Ada', Valid: true },
      last_name: { String: '', Valid: false },
      created_at: '2024-01-01T14:00:00+02:00',
      updated_at: { Time: '2024-01-01T12:00:00Z', Valid: true },
    })
    expect(value).toMatchObject({
      id: 7,
      firstName: 'Ada',
      lastName: null,
      createdAt: new Date('2024-01-01T12:00:00Z'),
      updatedAt: new Date('2024-01-01T12:00:00Z'),
    })
  })

  test('leaves the keys inside metadata alone', () => {
    const message = {
      id: 1,
      room_id: 2,
      user_id: 3,
      content: '',
      message_type: 'text',
      metadata: { created_at: 'yesterday', Valid: false, nested: { user_id: '12' } },
      created_at: '2024-01-01T12:00:00Z',
    }
    expect(readers.for(messageModel)(message)?.metadata).toBe(message.metadata)
  })

  test('finds an unknown word of an enum', () => {
    const stream = { id: 1, title: '', user_id: 1, status: 'live', created_at: '2024-01-01T12:00:00Z' }
    expect(readers.for(liveStreamModel)(stream)?.status).toBe('live')
    expect(readers.for(liveStreamModel)({ ...stream, status: 'paused' })).toBeUndefined()
  })

  test('prepares each model once', () => {
    expect(readers.for(userModel)).toBe(read)
    expect(readers.for(messageModel)).not.toBe(read)
  })

  test('names the fields that a model does not know', () => {
    expect(readers.unknownFields(userModel, { ...user, id: 'x', a: 1, b: undefined })).toEqual(['a'])
  })
})

describe('names and words in generated code', () => {
  const hostile = [
    '"];globalThis.hacked=true;["',
    "'+globalThis.hacked+'",
    '`+globalThis.hacked+`',
    '\\',
    '\n',
    '\u2028',
    '*/ hacked() /*',
    '</script>',
    '',
    '0',
    'a b',
    'ключ',
    'v0',
    'found',
    'broken',
  ]

  test.each(hostile)('stay names and words: %j', (name) => {
    const fields = { [name]: openEnum(name, 'other'), other: optional(nullable(text)) }
    const odd = model('odd', fields as unknown as Fields<Record<string, unknown>>, { [name]: `${name}!` })
    const wire = { [`${name}!`]: name, other: null, more: 1 }
    for (const generateCode of [true, false]) {
      const read = new Reader({ generateCode }).for(odd)
      expect(read(wire)).toStrictEqual({ [name]: name, other: null, more: 1 })
      expect(read({ ...wire, [`${name}!`]: 'unknown' })).toBeUndefined()
    }
    expect(globalThis).not.toHaveProperty('hacked')
  })

  test('are all that it takes from a model', () => {
    const columns = [
      { wire: 'w1', name: 'n1', kind: openEnum('e1') },
      { wire: 'w2', name: 'n2', kind: list(nullable(time)) },
      { wire: 'w3', name: 'n3', kind: optional(record) },
      { wire: 'w4', name: 'n4', kind: int64 },
    ]
    const texts = readCode(columns).match(/"[^"]*"/g)
    expect(new Set(texts)).toEqual(
      new Set(['w1', 'w2', 'w3', 'w4', 'n1', 'n2', 'n3', 'n4', 'e1'].map((name) => `"${name}"`)),
    )
  })
})

describe('whether code is generated', () => {
  function readsCounted(options?: { readonly generateCode?: boolean }) {
    const made = vi.fn()
    class Counted extends Function {
      constructor(...parts: string[]) {
        super(...parts)
        made(parts.length)
      }
    }
    vi.stubGlobal('Function', Counted)
    expect(new Reader(options).for(userModel)(user)?.id).toBe(7)
    return made.mock.calls.length
  }

  test('is an option', () => {
    expect(readsCounted({ generateCode: false })).toBe(0)
    expect(readsCounted({ generateCode: true })).toBe(1)
  })

  test('is found out by trying, once, when nothing is said', () => {
    expect(readsCounted()).toBe(2)
  })

  test('and is not tried in a page', () => {
    vi.stubGlobal('document', {})
    expect(readsCounted()).toBe(0)
  })
})
