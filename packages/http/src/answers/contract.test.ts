import { userModel } from '@veza/protocol'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Validation } from '../options/http-options.ts'
import { Contract } from './contract.ts'

const loaded = vi.hoisted(() => ({ schemas: 0 }))
vi.mock('@veza/protocol/schema', async (importOriginal) => {
  loaded.schemas++
  return importOriginal()
})

beforeEach(() => {
  vi.resetModules()
  loaded.schemas = 0
})

const user = {
  id: 1,
  email: 'a@b.c',
  username: 'ada',
  roles: ['user'],
  created_at: '2024-01-01T00:00:00Z',
}

function contractWithWarnings() {
  const warnings: object[] = []
  const silent = () => undefined
  const logger = {
    debug: silent,
    info: silent,
    error: silent,
    warn: (fields: object) => warnings.push(fields),
  }
  return { contract: new Contract(logger), warnings }
}

/** Reads a page; `async` turns what is thrown at once into a rejection. */
async function readAll(contract: Contract, wires: object[], validation: Validation) {
  return contract.readAll(userModel, wires as Record<string, unknown>[], validation)
}

describe('a page', () => {
  test('is read in one go once the reader is there, without schemas', async () => {
    const { contract, warnings } = contractWithWarnings()
    expect(contract.readAll(userModel, [user], 'warn')).toBeInstanceOf(Promise)
    await contract.readAll(userModel, [user], 'warn')
    for (const validation of ['warn', 'strict', 'off'] as const) {
      const users = contract.readAll(userModel, [user, { ...user, id: '2' }], validation)
      expect(users).toMatchObject([{ id: 1, createdAt: new Date(user.created_at) }, { id: 2 }])
    }
    expect(contract.read(userModel, user, 'warn')).toMatchObject({ id: 1 })
    expect(contract.readAll(userModel, [], 'strict')).toEqual([])
    expect(warnings).toEqual([])
    expect(loaded.schemas).toBe(0)
  })

  test('with fields that the contract does not know is read at once too, with one warning for each', async () => {
    const { contract, warnings } = contractWithWarnings()
    const newer = { ...user, colour: 'red', 'tok-3n': 1 }
    await readAll(contract, [newer], 'warn')
    expect(contract.readAll(userModel, [newer, newer], 'warn')).toMatchObject(
      [newer, newer].map(({ colour }) => ({ colour })),
    )
    expect(warnings).toEqual([
      { resource: 'user', path: 'colour', expected: 'absent' },
      { resource: 'user', path: '*', expected: 'absent' },
    ])
    expect(loaded.schemas).toBe(0)
  })

  test('with off is read without a word, whatever is in it, and without schemas', async () => {
    const { contract, warnings } = contractWithWarnings()
    const users = await readAll(contract, [{ ...user, id: 'x', colour: 'red' }, {}], 'off')
    expect(users).toMatchObject([{ id: 'x', colour: 'red', createdAt: new Date(user.created_at) }, {}])
    expect(warnings).toEqual([])
    expect(loaded.schemas).toBe(0)
  })

  test('with breaches is read whole and in order, with one warning for each difference', async () => {
    const { contract, warnings } = contractWithWarnings()
    const wires = [
      user,
      { ...user, id: 'x', colour: 'red' },
      { ...user, id: 2 },
      { ...user, id: 'y', roles: 1 },
    ]
    const first = await readAll(contract, wires, 'warn')
    expect(first.map(({ id }) => id)).toEqual([1, 'x', 2, 'y'])
    expect(warnings).toEqual([
      { resource: 'user', path: 'id', expected: 'a whole number' },
      { resource: 'user', path: 'colour', expected: 'absent' },
      { resource: 'user', path: 'roles', expected: 'array' },
    ])
    expect(contract.readAll(userModel, wires, 'warn')).toStrictEqual(first)
    expect(warnings).toHaveLength(3)
    expect(loaded.schemas).toBe(1)
  })

  test.each([
    ['a value', { id: 'x' }, '"id" should be a whole number'],
    ['an unknown field', { colour: 'red' }, '"colour" should be absent'],
    ['a missing field', { roles: undefined }, '"roles" should be array'],
  ])('is thrown in strict validation for %s, naming which item it was', async (_, change, text) => {
    const { contract, warnings } = contractWithWarnings()
    const wires = [user, { ...user, ...change }, { ...user, ...change }]
    await expect(readAll(contract, wires, 'strict')).rejects.toMatchObject({
      name: 'InvalidResponseError',
      message: `The user at index 1 of the answer breaks the contract: ${text}`,
    })
    expect(() => contract.readAll(userModel, wires, 'strict')).toThrow(text)
    expect(warnings).toEqual([])
  })
})
