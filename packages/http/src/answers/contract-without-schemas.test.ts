import { userModel } from '@veza/protocol'
import { describe, expect, test, vi } from 'vitest'
import { contractWithWarnings, readAll, user } from '../../test/contract-with-warnings.ts'

vi.mock('@veza/protocol/schema', () => {
  throw new Error('Schemas are not to be loaded while answers keep the contract')
})

describe('without schemas, a page', () => {
  test('is read in one go once the reader is there', async () => {
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
  })

  test('with off is read without a word, whatever is in it', async () => {
    const { contract, warnings } = contractWithWarnings()
    const users = await readAll(contract, [{ ...user, id: 'x', colour: 'red' }, {}], 'off')
    expect(users).toMatchObject([{ id: 'x', colour: 'red', createdAt: new Date(user.created_at) }, {}])
    expect(warnings).toEqual([])
  })
})
