import { userModel } from '@veza/protocol'
import { describe, expect, test } from 'vitest'
import { contractWithWarnings, readAll, user } from '../../test/contract-with-warnings.ts'

describe('a page with breaches', () => {
  test('is read whole and in order, with one warning for each difference', async () => {
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
