import { type User, userModel, type WireObject } from '@veza/protocol'
import { Contract } from '../src/answers/contract.ts'
import type { Validation } from '../src/options/http-options.ts'

/** A user that keeps the contract. */
export const user = {
  id: 1,
  email: 'a@b.c',
  username: 'ada',
  roles: ['user'],
  created_at: '2024-01-01T00:00:00Z',
}

/** A contract, and what it warns of. */
export function contractWithWarnings() {
  const warnings: object[] = []
  const silent = () => undefined
  const warn = (fields: object) => void warnings.push(fields)
  return { contract: new Contract({ debug: silent, info: silent, error: silent, warn }), warnings }
}

/** Reads a page of users. What is thrown at once becomes a rejection too. */
export async function readAll(
  contract: Contract,
  wires: readonly WireObject[],
  validation: Validation,
): Promise<User[]> {
  return contract.readAll(userModel, wires, validation)
}
