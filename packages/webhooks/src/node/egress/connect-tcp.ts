import { connect, type LookupFunction, type Socket } from 'node:net'
import type { ConnectTarget } from './guarded-options.ts'

/** Connects to the first of the addresses that answers, as "happy eyeballs" has it. No name is resolved here. */
export function connectTcp({ addresses, port }: ConnectTarget): Socket {
  const known = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  const lookup: LookupFunction = (_, __, callback) => callback(null, known)
  // The name stands for the list alone: should it ever be resolved after all, there is nothing to find.
  return connect({ host: 'checked.invalid', port, lookup, autoSelectFamily: true, noDelay: true })
}
