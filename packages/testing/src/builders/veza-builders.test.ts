import type { Model, User } from '@veza/protocol'
import * as protocol from '@veza/protocol'
import { Validator } from '@veza/protocol/schema'
import * as webhookProtocol from '@veza/protocol/webhooks'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Builder } from './builder.ts'
import { vezaBuilders } from './veza-builders.ts'

type AnyBuilder = Builder<Record<string, unknown>>
type AnyModel = Model<Record<string, unknown>>

const models = Object.entries({ ...protocol, ...webhookProtocol }).filter(([name]) =>
  name.endsWith('Model'),
) as unknown as [string, AnyModel][]

function builderName(modelName: string): string {
  return modelName.replace(/^./, (letter) => `build${letter.toUpperCase()}`).replace(/Model$/, '')
}

function builderFor(modelName: string): AnyBuilder {
  const builders = vezaBuilders() as unknown as Readonly<Record<string, AnyBuilder>>
  return builders[builderName(modelName)] as AnyBuilder
}

test('every model has a builder, and every builder a model', () => {
  expect(models.length).toBeGreaterThan(14)
  expect(Object.keys(vezaBuilders()).toSorted()).toEqual(models.map(([name]) => builderName(name)).toSorted())
})

describe.each(models)('what is built for %s', (name, model) => {
  test('is valid, has every field, and comes back from the wire as it was', () => {
    const build = builderFor(name)
    for (const built of build.many(3)) {
      const wire = model.write(built)
      expect(new Validator().check(model, wire)).toEqual([])
      expect(Object.keys(wire).toSorted()).toEqual(Object.keys(model.wireFields).toSorted())
      expect(model.read(JSON.parse(JSON.stringify(wire)) as Record<string, unknown>)).toStrictEqual(built)
    }
  })

  test('is the same on the wire', () => {
    expect(builderFor(name).wire()).toStrictEqual(model.write(builderFor(name)()))
  })

  test('differs from the next, with ids and dates that grow, and is the same again for new builders', () => {
    const build = builderFor(name)
    const first = build()
    const second = build()
    expect(second).not.toEqual(first)
    for (const [key, value] of Object.entries(first)) {
      if (key === 'id') expect([value, second[key]]).toEqual([1, 2])
      if (value instanceof Date) expect(Number(second[key]) - value.getTime()).toBe(60_000)
    }
    expect(builderFor(name).many(2)).toStrictEqual([first, second])
  })

  test('has whatever properties it was given, and the usual others', () => {
    const properties = fc.subarray(Object.keys(builderFor(name)()))
    fc.assert(
      fc.property(properties, fc.integer({ min: 2, max: 50 }), (keys, before) => {
        const donor = builderFor(name).many(before).at(-1) as Record<string, unknown>
        const overrides = Object.fromEntries(keys.map((key) => [key, donor[key]]))
        expect(builderFor(name)(overrides)).toStrictEqual({ ...builderFor(name)(), ...overrides })
      }),
      { numRuns: 20 },
    )
  })
})

describe('a builder', () => {
  test('has the types of its model', () => {
    const { buildUser } = vezaBuilders()
    expectTypeOf(buildUser()).toEqualTypeOf<User>()
    expectTypeOf(buildUser.many(2)).toEqualTypeOf<User[]>()
    // @ts-expect-error -- a number is no user name
    expect(() => buildUser({ username: 5 })).toThrow()
  })

  test('counts for itself, from the id and the date it was told', () => {
    const { buildUser, buildMessage } = vezaBuilders({ firstId: 100, from: new Date('2030-01-01T00:00:00Z') })
    expect(buildUser()).toMatchObject({ id: 100, createdAt: new Date('2030-01-01T00:00:00Z') })
    expect(buildUser()).toMatchObject({ id: 101, createdAt: new Date('2030-01-01T00:01:00Z') })
    expect(buildMessage()).toMatchObject({ id: 100, createdAt: new Date('2030-01-01T00:00:00Z') })
  })

  test('builds several, each as the function of its index says', () => {
    const { buildUser } = vezaBuilders()
    expect(buildUser.many(0)).toEqual([])
    expect(buildUser.many(2, { roles: ['admin'] }).map(({ roles }) => roles)).toEqual([['admin'], ['admin']])
    expect(buildUser.many(2, (index) => ({ username: `u${index}` })).map(({ username }) => username)).toEqual(
      ['u0', 'u1'],
    )
  })

  test('takes lists and records whole, and leaves out what is undefined', () => {
    const { buildMessage, buildReport } = vezaBuilders()
    expect(buildReport({ figures: { perDay: 3 } }).figures).toEqual({ perDay: 3 })
    const message = buildMessage({ metadata: undefined, replyToId: 7 })
    expect(message).not.toHaveProperty('metadata')
    expect(message.replyToId).toBe(7)
  })

  test('takes a word that an enum does not know yet', () => {
    const { buildLiveStream, buildRoom } = vezaBuilders()
    expect(buildLiveStream({ status: 'paused' }).status).toBe('paused')
    expect(buildRoom({ type: 'secret' }).type).toBe('secret')
  })

  test.each([
    [{ usernme: 'ada' }, 'buildUser: a user has no "usernme". It has id, email, username'],
    [{ id: 'seven' }, 'buildUser: "id" is not valid. On the wire it should be a whole number.'],
    [{ id: 1.5 }, '"id" is not valid'],
    [{ email: undefined }, '"email" is not valid'],
    [{ email: null }, '"email" is not valid'],
    [{ roles: ['admin', 5] }, '"roles" is not valid'],
    [
      { createdAt: new Date(Number.NaN) },
      '"createdAt" is not valid. On the wire it should be an RFC 3339 time.',
    ],
    [{ createdAt: 'yesterday' }, '"createdAt" is not valid'],
    [null, 'Pass the properties to set'],
    ['ada', 'Pass the properties to set'],
    [[], 'Pass the properties to set'],
  ])('refuses %j', (overrides, message) => {
    const { buildUser } = vezaBuilders()
    const build = () => buildUser(overrides as object)
    expect(build).toThrow(expect.objectContaining({ name: 'InvalidRequestError', code: 'INVALID_ARGUMENT' }))
    expect(build).toThrow(message)
    expect(buildUser().id).toBe(1)
  })

  test('refuses a word that is none in an enum, and a status that is no text', () => {
    const { buildLiveStream } = vezaBuilders()
    expect(() => buildLiveStream({ status: 5 as never })).toThrow('"status" is not valid')
  })

  test.each([-1, 1.5, Number.NaN, '3'])('cannot build %s of them', (count) => {
    expect(() => vezaBuilders().buildUser.many(count as number)).toThrow('Pass a whole number, 0 or more.')
  })

  test.each([
    [{ firstId: 0 }, 'option "firstId" is invalid'],
    [{ firstId: '1' }, 'option "firstId" is invalid'],
    [{ from: new Date(Number.NaN) }, 'option "from" is invalid'],
    [{ from: 0 }, 'option "from" is invalid'],
    [{ seed: 1 }, 'unknown option "seed"'],
  ])('cannot come of the options %j', (options, message) => {
    expect(() => vezaBuilders(options as object)).toThrow(message)
    expect(() => vezaBuilders(options as object)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })
})
